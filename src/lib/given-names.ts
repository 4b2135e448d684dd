/**
 * Given names that are common among pupils in England and are not everyday words as well. The list
 * is only needed where a capital letter says nothing, at the start of a sentence, so it need not be
 * complete: names elsewhere in a sentence are noticed by what stands beside them.
 */
const names = `
Aaliyah Aaron Abdul Abdullah Abigail Adam Adil Ahmed Aidan Aiden Aisha Aiza Alan Albie Alex Alexa Alexander Alexandra Alexia Alfie
Alfred Alice Aliyah Alyssa Amber Amelia Amelie Amina Amir Amira Amy Ana Anas Anastasia Andrea Andrei Andrew Angel Anna Annabelle Anthony
Antoni Anya Archie Aria Arlo Arthur Arya Asher Ashton Austin Ava Ayaan Ayesha Aylin Bartosz Beatrice Bella Ben Benjamin Bethany
Bilal Billy Blake Bobby Bradley Brandon Brooke Callum Cameron Caleb Carlos Caroline Carter Charles Charlie Charlotte Chloe
Christopher Clara Connor Conor Daisy Daniel Danielle Darcey Darcie David Dawid Delilah Dexter Diego Dominic Dylan Ebony Eden
Edith Edward Elena Eleanor Eli Elias Elijah Eliza Elizabeth Ella Ellie Elliot Elliott Elodie Elsie Emilia Emily Emma Emmanuel Eric
Erin Esme Ethan Eva Evan Eve Evelyn Evie Ezra Fatima Fatimah Felix Filip Finlay Finley Finn Florence Francesca Frankie Freddie
Frederick Freya Gabriel Gabriella George Georgia Georgie Gethin Gracie Gurpreet Hafsa Hallie Hamza Hana Hannah Hanna Harley Harper
Harriet Harris Harrison Harry Harvey Hasan Hassan Heidi Henry Hollie Holly Hudson Hugo Husna Ibrahim Idris Imaan Imogen Imran Inaaya
Isaac Isabel Isabella Isabelle Isha Isla Ismail Ivan Ivy Jack Jackson Jacob Jaden Jake Jakub James Jamie Jasmin Jasmine Jason Jayden
Jenson Jessica Jesse Joel John Jonah Joseph Josh Joshua Josie Jude Julia Julian Kai Kaiden Kamil Kasper Katie Kayden Kayla Keira Khadija
Kian Kiara Kiera Kieran Kobi Kyle Laila Lana Lara Laura Lauren Layla Leah Leia Lena Leo Leon Leonardo Levi Lewis Lexi Lexie Liam
Lilly Lily Logan Lola Lottie Louie Louis Louisa Louise Luca Lucas Lucy Luis Luka Lukas Luke Luna Lydia Lyla Mabel Maciej Maddison
Madison Maisie Maisy Maja Malachi Maria Mariam Marley Martha Maryam Mason Mateusz Matilda Matthew Maya Megan Mehmet Mia Michael
Michal Mila Milan Millie Milly Mohamed Mohammad Mohammed Molly Mollie Morgan Muhammad Musa Mustafa Myla Nadia Natalia Nathan
Nathaniel Nancy Neve Niamh Nicole Niko Noah Noor Nora Olive Oliver Olivia Ollie Omar Orla Oscar Oskar Otis Owen Patrick Patryk
Penelope Phoebe Piotr Pippa Poppy Priya Rafael Ralph Rania Rayan Rayyan Rebecca Reggie Reuben Rhys Riley Robert Roman Ronnie Rory
Rosie Rowan Ruby Rupert Ryan Safa Safiya Sahib Salma Sam Samuel Samira Sara Sarah Scarlett Sean Sebastian Selina Seren Seth Shay Sienna Simran
Skye Sofia Sonny Sophia Sophie Spencer Stanley Stefan Stephanie Summer-Rose Szymon Taylor Teddy Thea Theo Theodore Thomas Tilly Toby
Tobias Tommy Tyler Tyrese Umar Uzair Victor Victoria Violet Wiktor William Willow Xavier Yasmin Youssef Yusra Yusuf Zac Zach Zachary Zahra
Zainab Zak Zakariya Zara Zayn Zoe Zofia Zuzanna
`

/** Lower-case given names. */
export const givenNames: ReadonlySet<string> = new Set(names.trim().toLowerCase().split(/\s+/))

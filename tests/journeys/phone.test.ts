// A journey with a narrow phone.

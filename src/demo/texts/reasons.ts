/**
 * Why colleagues judged as they did: for each statement of the default framework a reason for a low,
 * a middle and a high judgement, as people in schools write them.
 */
export const reasons: Readonly<Record<string, readonly [low: string, middle: string, high: string]>> = {
  'outcomes-progress': [
    'Reading scores moved in Years 3 and 4 but not in writing, and we cannot yet say why.',
    'Most pupils at SEN support keep up with their own targets in English. Mathematics lags in two year groups.',
    'Books and small-step records show steady gains in nearly every class, and the gap in Year 6 closed by half.',
  ],
  'outcomes-attendance': [
    'One in four of our pupils with EHC plans is persistently absent. We send letters; we have not asked what keeps them away.',
    'The Friday meeting picks up absence early. Families of anxious pupils say the plan still depends on one person.',
    'Three pupils who were not attending are back full time after soft starts agreed with their parents.',
  ],
  'outcomes-behaviour': [
    'Suspensions fell overall, but pupils with SEND are still half of them.',
    'The calm plan works when the regular staff are in. Cover staff do not always know it.',
    'No pupil with an EHC plan has been suspended this year, and pupils can say what helps them when they are upset.',
  ],
  'outcomes-belonging': [
    'Lunchtime is hard for several pupils. Clubs are full before they hear of them.',
    'Buddies help at break. A few older pupils told us they sit on their own.',
    'Pupils with SEND lead the garden club and the school council, and the survey shows no gap in feeling safe.',
  ],
  'outcomes-next-stage': [
    'We pass on paperwork in July. Nobody from the secondary school met the pupils before then.',
    'Extra visits are in place for pupils with plans, less so for those at SEN support.',
    'Every leaver with SEND made their own profile and visited twice; the new schools rang to say it helped.',
  ],
  'leadership-vision': [
    'Inclusion is in the aims on the website, but it was on the agenda of two of our ten leadership meetings.',
    'Leaders speak about inclusion with conviction. Subject leaders are not yet asked about it.',
    'Every subject leader reports on pupils with SEND each term, and the plan starts with them.',
  ],
  'leadership-statutory': [
    'The information report is two years old and names a SENCO who has left.',
    'The report is up to date. It is long and parents told us they did not finish it.',
    'The report was rewritten with four parents, is on one page with links, and governors check it every autumn.',
  ],
  'leadership-senco': [
    'The SENCO teaches four days and answers parents in the evening.',
    'Two days a week are protected. Paperwork for reviews still eats most of them.',
    'Three protected days, an administrator for annual reviews, and a place on the leadership team.',
  ],
  'leadership-governance': [
    'The link governor’s post has been empty since March.',
    'The link governor visits each term and writes it up. Other governors leave the questions to her.',
    'Minutes show governors asking why attendance fell for one group and coming back to the answer.',
  ],
  'leadership-staff-development': [
    'Training has been one afternoon a year. New teaching assistants have had none.',
    'A good programme for teachers. Midday staff were not part of it.',
    'Staff choose a question, try something, and bring the books back. Confidence rose in the staff survey.',
  ],
  'teaching-adaptive': [
    'Worksheets are still shortened for some pupils instead of the task being made reachable.',
    'Strong in English and science. In foundation subjects, tasks are adapted afterwards rather than planned.',
    'In eight of ten lessons everyone worked on the same big idea with different ways in.',
  ],
  'teaching-knowing-pupils': [
    'Cover teachers told us they had not seen the one-page profiles.',
    'Teachers know their pupils well. Strategies on the profile are not always those we saw in use.',
    'Every adult we asked could name two things that help and showed us where they plan for them.',
  ],
  'teaching-language-reading': [
    'Pupils below the reading age of eight have little to read in history and science that they can manage.',
    'Daily reading is secure. Vocabulary is taught before lessons in some year groups only.',
    'Words are taught before every topic, and the weakest readers read aloud to an adult every day.',
  ],
  'teaching-assistants': [
    'Several pupils wait for the adult beside them before they start.',
    'Assistants prompt well in Years 1 to 3. Higher up they do more of the work for the pupil.',
    'Assistants step back first, and pupils use the help ladder on their desks by themselves.',
  ],
  'teaching-accessible-materials': [
    'Six laptops have reading software that nobody has opened this term.',
    'Coloured overlays, larger print and word mats are common. Speech-to-text is used by two pupils.',
    'Pupils choose how to record, and three explained to us why they prefer to speak their first draft.',
  ],
  'families-coproduction': [
    'Plans are written by us and sent home for signature.',
    'Review meetings are friendly and well attended. Targets are mostly ready before they start.',
    'Parents and pupils bring the first draft of the plan, and half of the targets are in the child’s words.',
  ],
  'families-information': [
    'Parents at the gate did not know who the SENCO is.',
    'There is a clear page on the website. Families without a printer or with little English miss it.',
    'A drop-in every fortnight, a film in four languages, and one telephone number that is answered.',
  ],
  'pupils-voice': [
    'We ask pupils once a year, in writing.',
    'Pupils with plans are asked before reviews. Those who do not speak much are described rather than asked.',
    'Talking mats and photographs let every pupil say what helps, and we could trace three changes to them.',
  ],
  'families-resolving-concerns': [
    'Two concerns became formal complaints last year because nobody rang back.',
    'Concerns are answered within a week. There is no record of what we learned from them.',
    'The log shows a call the same day in most cases, and parents say they would come to us first.',
  ],
  'families-shaping-school': [
    'Our parents’ forum is the same six people.',
    'A SEND forum meets each term. Fathers and families in temporary housing are seldom there.',
    'The forum moved to the community centre and doubled; the new calm room was its idea.',
  ],
  'assessment-identification': [
    'Staff are not sure what to do before they fill in the form to the SENCO.',
    'A clear flow chart from Reception to Year 6. Speech and language needs are found later than others.',
    'Concerns are raised in the first half-term, with what the teacher has tried already.',
  ],
  'assessment-graduated-approach': [
    'Plans are reviewed when the term ends, whether or not the support has had time to work.',
    'The cycle is in place. The assess step often repeats last term’s sentence.',
    'Teachers lead the cycle themselves, and targets change when the review says so.',
  ],
  'assessment-understanding-need': [
    'We act on what we see and have few ways of finding out what lies behind it.',
    'Good tools for literacy. For social and emotional needs we rely on impressions.',
    'Teachers describe the barrier and the strength in the same breath, and the plan uses both.',
  ],
  'assessment-specialists': [
    'Reports from outside are filed; teachers had not seen two of the three we asked about.',
    'Advice is summarised for teachers. Whether it was tried is not always checked.',
    'Each report becomes three things to try, with a date, and the therapist saw them in use.',
  ],
  'assessment-ehc-plans': [
    'A third of annual reviews were late last year.',
    'Reviews are on time and kind. Outcomes are sometimes too broad to know when they are met.',
    'Reviews begin with the young person’s film, and the paperwork leaves within two weeks.',
  ],
  'monitoring-progress': [
    'For pupils well below their year we record “working towards” three times a year.',
    'Small steps are tracked in English. Mathematics and independence are not.',
    'Small steps for every pupil who needs them, and teachers use them to plan Monday.',
  ],
  'monitoring-interventions': [
    'We run fourteen interventions and can show the effect of three.',
    'Entry and exit checks are made. Results are looked at by the SENCO alone.',
    'Two interventions were stopped last year because they did not help; the time went to the one that did.',
  ],
  'monitoring-daily-experience': [
    'Leaders know lessons. Corridors, lunch and the bus queue are guessed at.',
    'Pupil trails twice a year. What came of them is not written down.',
    'Each leader follows a pupil for a day every term and tells staff what surprised them.',
  ],
  'monitoring-patterns': [
    'Information sits in three systems that nobody brings together.',
    'Attendance and behaviour are looked at by SEND status. Need type and gender are not.',
    'The termly review asked why girls with autism were missing from our list, and changed how we look.',
  ],
  'monitoring-improvement': [
    'The action plan has 31 actions and no owner for nine of them.',
    'Four clear priorities. The measures of success are mostly things done rather than changed.',
    'Three priorities in three years, each carried through, each with a before and after.',
  ],
  'resources-funding': [
    'The SEND budget pays for staff. Nobody could say what was spent per need.',
    'Leaders know what is spent. Governors see one line a year.',
    'Costs by provision go to governors each term, with what they achieved.',
  ],
  'resources-provision-map': [
    'The map was last changed in September and lists two people who have left.',
    'A good map, kept by one person and read by few.',
    'Teachers update the map at each review and can tell us what the money buys.',
  ],
  'resources-deployment': [
    'Our most inexperienced assistants support the most complex pupils.',
    'Skills are known and mostly matched. Change in mid-year is slow.',
    'Deployment is looked at every half-term, and two assistants moved because a need had.',
  ],
  'resources-value': [
    'We keep what we have always done.',
    'New programmes are chosen on evidence. Old ones are not held to the same test.',
    'Before anything starts we agree when we will stop it.',
  ],
  'resources-partners': [
    'We wait for services and know few of our neighbours’ strengths.',
    'Good links with the speech therapist. Little exchange with other schools.',
    'We share a reading specialist with two schools and gave a day on sensory needs in return.',
  ],
  'provision-universal': [
    'Visual timetables and clear instructions depend on the room you are in.',
    'Seen in most rooms. Less so in practical subjects and with cover.',
    'The same six things in every room, and pupils could list them for us.',
  ],
  'provision-targeted': [
    'Groups are taken out of the same lesson each week and miss the start of it.',
    'Groups are well taught. What is learned there is not always asked for in class.',
    'Teachers pick up in class what was practised in the group the same morning.',
  ],
  'provision-environment': [
    'The hall at lunch is loud, bright and hard to leave.',
    'A quiet room is open at lunch. Pupils have to ask for it in front of others.',
    'Sound panels, two ways into the hall and a pass that needs no words.',
  ],
  'provision-curriculum': [
    'Some pupils miss art and French each week for extra reading.',
    'Trips include everyone. Clubs after school depend on an adult who can stay.',
    'No pupil has missed a residential for three years, and the curriculum is the same for all.',
  ],
  'provision-transition': [
    'New pupils’ needs reach us after they have started.',
    'Moves between classes are planned. Those who join in mid-year get less.',
    'A transition book, two visits and a call in week two for every pupil who needs it.',
  ],
}

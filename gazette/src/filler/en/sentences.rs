//! What the generated stories go on with.

/// Who is going to be quoted; one of these stands before anything else.
pub(super) const INTRODUCTIONS: &[&str] = &[
    "“We have waited long enough, and so has {place},” said {person}, {person.2}. “Now people can see for themselves.”",
    "“I would not have believed it a year ago,” said {person}, {person.2}. “There are people in {place} who do not believe it now.”",
    "“Nobody should be surprised who has read the papers,” said {person}, {person.2}. “The trouble is that nobody reads them.”",
    "It came, said {person}, {person.2}, not a day too soon: “In {place} one learns to be patient. One does not learn to like it.”",
    "“There is a simple version of this and a true one,” said {person}, {person.2}. “The true one takes about an hour.”",
    "{person}, {person.2}, heard of it by telephone. “I sat down first,” was the comment. “Then I rang everybody in {place}.”",
];

pub(super) const ANYWHERE: &[&str] = &[
    "{person.1} said that nobody should expect quick answers.",
    "The figures were given to the Gazette by two people who had seen them and were confirmed later by a third.",
    "A public meeting has been called for seven in the evening at the old school, and tea will be served.",
    "Some {12-90} people came to hear it, more than the room has chairs for.",
    "By the afternoon the notice had gone up in the window of the post office.",
    "Not everyone agreed, and those who did not said so at length.",
    "“I would rather be told now than in {season},” said a woman who had come from {place} by the early bus.",
    "The last time anything like it happened here was {4-60} years ago.",
    "It will cost about {2-90} thousand crowns, most of which had already been set aside.",
    "Similar plans have been made before, and most of them are still in the drawer where they were put.",
    "The rest is to be decided at the next sitting.",
    "{person.1} has said as much in public twice this year.",
    "Those who live nearest were the last to hear of it, as they pointed out.",
    "An appeal is possible within {14-60} days, though few think that there will be one.",
    "“It is not a triumph,” {person.1} said afterwards. “It is Tuesday’s work done on a Friday.”",
    "Several of those present asked for the minutes to be read out, and they were.",
    "A first report is expected before {season}.",
    "The wind had gone round to the north by then, and most people had their collars up.",
    "Older residents remember it differently, and at least one of them has photographs.",
    "The number has hardly changed since it was first written down.",
    "Asked whether it could have been done sooner, {person.1} paused and said that it could.",
    "There was applause from the back of the room, where the young people stood.",
    "The letter runs to {2-19} pages and does not mention money until the last.",
    "Three others were asked for their view; two gave it, and one is on holiday.",
    "“You can plan for the tide, but you cannot argue with it,” said {person.1}.",
    "The council’s own engineers had advised against it, in a note that was made public last week.",
    "Much depends on the weather between now and {season}.",
    "In {place} they have heard promises before, and they write them down.",
    "The matter had been on the table since {1988-2019}, under four chairmen.",
    "Nothing in the agreement binds either side beyond the end of the year.",
    "It was dark by the time the last of them left.",
    "For the moment the old arrangement stands.",
    "About {11-48} in every hundred of those who were asked had no opinion.",
    "“Ask me again when it is paid for,” said a man mending nets outside.",
    "A spokesman declined to say more than was in the statement, which has four lines.",
];

pub(super) const OPENINGS: &[(&str, &[&str])] = &[
    ("world", WORLD),
    ("politics", POLITICS),
    ("business", BUSINESS),
    ("culture", CULTURE),
    ("science", SCIENCE),
    ("sport", SPORT),
];

const WORLD: &[&str] = &[
    "The coastguard logged the first call at {2-9} minutes past four and had a boat on the water before the half hour.",
    "Swell of {2-6} metres was measured at the outer buoy, with gusts that shook the windows along the front.",
    "The pilots say that the channel off {place} has shifted again and that the charts are behind the sand.",
    "On the Istrand side of the strait the harbours stayed open, though few captains made use of it.",
    "Ferries to the Skerrin Islands ran {2-11} hours late for the rest of the day.",
    "An inquiry by the harbour master’s office is a matter of form and takes about {3-12} weeks.",
    "Those who came ashore were given soup in the customs shed and lifts home in whatever was going.",
];

const POLITICS: &[&str] = &[
    "The vote was {8-14} to {5-7}, with the member for Millgate abstaining.",
    "Under the rules of the county, {place} has a say but not a veto.",
    "The opposition called the paper thin; the majority called it short.",
    "An amendment that would have spread the cost over {5-30} years was lost by a single hand.",
    "What the Assembly in Castermoor will make of it is another matter, and a slower one.",
    "The treasurer warned that reserves would fall below {3-9} million crowns, the level at which the county begins to write letters.",
    "In the public gallery somebody had brought a thermos and somebody else a banner.",
];

const BUSINESS: &[&str] = &[
    "Prices on the quay were {2-19} crowns a box at the opening and a little more by noon.",
    "The traders’ guild puts the gain down to ice, of which there was for once enough.",
    "Of the {20-95} firms that answered the guild’s questions, a third mean to hire before {season}.",
    "The savings bank said that it had lent {2-40} million crowns to small firms, the most in a decade.",
    "Fuel remains the largest cost, ahead of wages and well ahead of nets.",
    "Buyers from Istrand took the greater part, as they have done since the new tariff.",
    "Nobody at {place} is calling it a boom, a word that is thought to bring bad luck.",
];

const CULTURE: &[&str] = &[
    "Rehearsals are held above the chandler’s, where the floor slopes and the piano has been wedged level.",
    "Tickets cost {3-15} crowns, and nobody has ever been turned away for want of them.",
    "The oldest of those taking part is {71-94}; the youngest has to be fetched home by eight.",
    "The programme, printed on the press in Fish Steps, has one misprint that has been kept for {9-60} years out of affection.",
    "The museum has catalogued {200-990} pieces so far and expects to find as many again in the attic.",
    "The hall at {place} seats {80-400}, not counting the windowsills.",
    "Money came from a raffle, a legacy, and a concert at which the audience was asked to stop the choir and was charged for it.",
];

const SCIENCE: &[&str] = &[
    "The method is simple: the same {6-40} points, the same hour of the tide, and never fewer than two observers.",
    "The data, which go back to {1931-1989}, are kept in ledgers that smell of paraffin.",
    "Water off {place} was {2-3} degrees warmer than the average of the past thirty years.",
    "One good year proves little, the authors write, and then spend {9-40} pages on why this one might.",
    "The instruments were built in the institute’s workshop out of parts meant for beer pumps.",
    "Other explanations, among them the new sluice, have not been ruled out.",
    "The results will be open to anyone who asks, and the clipboards to anyone who turns up.",
];

const SPORT: &[&str] = &[
    "The first half was {20-45} minutes of wind with some football in it.",
    "The pitch had been swept clear of sand in the morning and of gulls at noon.",
    "Both benches thought that it should have been a penalty, though not the same one.",
    "It was the {3-9}th time this season that the side had come from behind.",
    "The captain played the last {5-30} minutes with a bandage round the head and no memory of how it got there.",
    "The table now has four teams within {2-5} points of each other, and one of them has a game in hand.",
    "The next fixture is at {place}, where nobody likes to go in {season}.",
];

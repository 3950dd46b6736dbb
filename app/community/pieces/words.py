"""What the pieces say, in plain English, marked for translation: the catalogue `kit`.

Promise: what is said on a dull piece tells nobody anything. What someone may stake their safety on is
Critical: English stands beneath it until two people have approved the translation.
"""

from app.entry.service import Critical, marked

# A poster, for a wall that only the person who stands before it looks at.
AFRAID = marked("Are you afraid of someone close to you?")
SAY = marked("Say what must not happen, and what you want next. You need not give your name.")
WHOSE_PHONE = Critical("Use a phone that nobody else looks at.")
NO_PHOTO = Critical("Do not keep a photo of this page.")
OPEN = marked("Open this, or type:")
LOOKS_LIKE = marked("It looks like {like}. That is as it should be.")
WHO_READS = Critical(
    "Workers on duty read it, on working days, not at night. We do not tell the person you are afraid of."
)
UNKNOWN = Critical(
    "We do not know who you are. If you give us no way to reach you, we can read it and perhaps do no more."
)
BEFORE_START = marked("Before the first question the page says when we may have to share something.")
LEAVE = marked("To leave at once, tap the bar at the top: {leave}.")
NO_ALARM = Critical("This is not an alarm. If someone is in danger, call 999.")
POSTER = (
    AFRAID,
    SAY,
    WHOSE_PHONE,
    NO_PHOTO,
    OPEN,
    LOOKS_LIKE,
    WHO_READS,
    UNKNOWN,
    BEFORE_START,
    LEAVE,
    NO_ALARM,
)

# A page for whoever sits beside her.
BESIDE = marked("When you sit beside someone")
NOT_TO_HAND_OUT = marked("This page is for you. Do not hand it out or leave it lying about.")
FIRST_STEPS = (
    Critical("Ask first: is now all right, and could anyone come in? A yes or a no is enough."),
    Critical(
        "Use their own phone only if nobody else ever looks at it. The address stays in its history; what it "
        "opens looks like {like}."
    ),
    marked("Show how to leave before anything else: the bar at the top, {leave}, one tap."),
    marked("Point the camera at the square, or type the address. First comes {first}."),
)
THEN = (  # once the number was put in
    Critical(
        "Hand over the phone and look away. Help to read or to type only if you are asked. What they say is "
        "theirs."
    ),
    Critical("If someone comes, leave at once. What was not sent is lost; what was sent is kept."),
    Critical("Nobody will tell you what was sent, or whether. Do not write down who you sat with."),
)
NOT_MY_PHONE = marked("This is not my phone")
ON_MY_PHONE = (
    marked("On your phone, or your office’s: open the address in a private window, and close it after."),
    marked("Where the page offers “This is not my phone”, choose that first."),
    Critical("Keep nothing: no photo, no note, no name. A call stays in the phone’s list of calls."),
)
GOOD_TO_KNOW = marked("Good to know")
TO_KNOW = (
    Critical("We do not know who they are. If they give no way to reach them, nobody can answer."),
    Critical(
        "The number keeps out a glance. Whoever has it and the address can open the questions, and nothing "
        "that anyone sent."
    ),
    marked("Give something to take home only if it would look ordinary there."),
    marked("If you yourself fear that someone will be hurt, follow the rules of your own work."),
    NO_ALARM,
)

# Dull things. These may lie on a kitchen table.
NUMBER = marked("Print no. {number}")
SHORT_NUMBER = marked("no. {number}")
MOVING_DAYS = marked("How the days fall")
FREE_INSTEAD = marked("Where one falls on a Saturday or Sunday, a working day after it is free instead.")
DAYS = {
    "New Year's Day": marked("1 January"),
    "Good Friday": marked("the Friday before Easter Sunday"),
    "Easter Monday": marked("the day after Easter Sunday"),
    "May Day": marked("the first Monday in May"),
    "Spring Bank Holiday": marked("the last Monday in May"),
    "Late Summer Bank Holiday": marked("the last Monday in August"),
    "Christmas Day": marked("25 December"),
    "Boxing Day": marked("26 December"),
}
CLOCKS = (
    (marked("Clocks go forward one hour"), marked("the last Sunday in March")),
    (marked("Clocks go back one hour"), marked("the last Sunday in October")),
)
SUMS = marked("Sums worth knowing")
FACTORS = (
    (marked("Ten per cent off"), "× 0.9"),
    (marked("A quarter off"), "× 0.75"),
    (marked("A third off"), "÷ 3 × 2"),
    (marked("Miles to kilometres"), "× 1.609"),
    (marked("Feet to metres"), "× 0.305"),
    (marked("Inches to centimetres"), "× 2.54"),
    (marked("Stones to kilograms"), "× 6.35"),
    (marked("Pounds to kilograms"), "× 0.454"),
    (marked("Ounces to grams"), "× 28.35"),
    (marked("Pints to litres"), "× 0.568"),
    (marked("Fahrenheit to Celsius"), "− 32 ÷ 1.8"),
)
PRESS_EACH = marked("With = after every step.")

"""How the desk's refusals, and those of cases, read."""

from app.web.refusals import Words

WORDS = {
    "not_yours": Words(
        403,
        "This case is not yours to open",
        "It belongs to a colleague, or you are among those who must not see it. Nothing was opened.",
    ),
    "no_such_case": Words(404, "There is no such case", "It may have been deleted in its time."),
    "meeting_over": Words(
        409, "This meeting has begun", "It keeps its date. A lead can still say how many were on its agenda."
    ),
    "no_such_meeting": Words(404, "There is no such meeting", "It is not in your service’s list."),
    "cover_not_recorded": Words(
        403,
        "Cover is not recorded",
        "Write down why you read for your colleague and until when; then open it. Nothing was opened.",
        "desk.cover",
        "Record cover",
    ),
    "cover_too_long": Words(
        400, "Cover cannot last that long", "Choose a day from today to 28 days ahead. Nothing was recorded."
    ),
    "cover_left": Words(
        409,
        "Whoever covers cannot sign in any more",
        "Their access ended, so no cover can be recorded for them. Her IDVA names another colleague on the "
        "case’s page. If her IDVA left too, two leads recover the case for another IDVA. Nothing was "
        "recorded.",
        "desk.case",
        "To the case",
    ),
    "nothing_arrived": Words(409, "There is nothing to confirm", "Open what arrived first, then confirm it."),
    "no_such_taking": Words(
        404, "There is no such conversation", "It was deleted in its time, or it is a colleague’s."
    ),
    "was_read_back": Words(
        404,
        "This conversation was read back and kept",
        "It takes no more answers. What she says now belongs in another one. What was kept is in the case.",
        "desk.live_begin",
        "Begin another",
    ),
    "case_changed": Words(
        409,
        "This case was changed in another window",
        "Nothing was overwritten. Open the case again to see how it stands.",
    ),
    "case_not_believed": Words(
        409,
        "This case's record was changed outside these pages",
        "Whose it is can no longer be trusted, so nothing was opened or sealed. Tell your service lead.",
    ),
    "draft_stays": Words(
        409,
        "This draft stays until its time is over",
        "It has its link, or something was written down about it that figures rest on. Nothing was changed.",
    ),
    "not_open": Words(409, "This case has no link just now", "Open the case to see how it stands."),
    "key_not_certified": Words(
        409,
        "Your key is not certified yet",
        "Until a lead has compared its eight words with you, nothing can be sealed to you.",
    ),
    "not_the_time": Words(
        409, "She cannot be asked just now", "From two to six weeks after the meeting, and once."
    ),
    "contact_missing": Words(
        409,
        "Nothing stands about reaching her",
        "Agree it again, live; then invite her.",
    ),
    "note_not_agreed": Words(
        409,
        "No note may wait behind her code",
        "She did not agree to it live, or that no longer stands. Agree it again, live. Nothing was left.",
    ),
    "reply_held": Words(
        409,
        "Nothing may wait behind this link",
        "The second code was used over it. Agree contact afresh in another way, and make a new link.",
    ),
    "reply_nowhere": Words(
        409, "Her link is closed", "Behind a closed link nobody could find a note. Nothing was left."
    ),
    "link_unknown": Words(404, "This link is gone", "It was deleted in its time."),
    "words_changed": Words(
        409, "These words were changed meanwhile", "Nothing was overwritten. Open them again and look."
    ),
    "outcome_changed": Words(
        409, "What came of it was changed meanwhile", "Nothing was overwritten. Open it again and look."
    ),
    "self_declared": Words(
        409,
        "You said that you must not see this case",
        "Nothing was changed. If you meant another one, forget what you declared; else a colleague takes it.",
        "desk.conflict",
        "What you declared",
    ),
    "not_yet_held": Words(
        409,
        "The meeting has not been held",
        "What came of it can be written down from its day on.",
        "desk.case",
        "To the case",
    ),
    "cannot_take": Words(
        409,
        "They cannot take this case",
        "An IDVA with a certified key can, who is not among those who must not see it. Nothing was offered.",
    ),
    "hold_too_long": Words(
        400,
        "A hold cannot last that long",
        "Choose a day after today, within a year. Nothing was asked for.",
    ),
    "hold_there": Words(
        409,
        "Somebody has asked for this already",
        "It waits for another lead. Nothing was asked for a second time.",
        "cases.holds",
        "Legal holds",
    ),
    "not_this_hold": Words(
        409,
        "This was answered, ended or lapsed meanwhile",
        "Nothing was changed. See how it stands.",
        "cases.holds",
        "Legal holds",
    ),
    "second_lead": Words(
        403,
        "Another lead has to agree",
        "You asked for it yourself. It takes two of you. Nothing was changed.",
        "cases.holds",
        "Legal holds",
    ),
    "nobody_to_ask": Words(
        409,
        "Nobody can be asked",
        "Neither her IDVA nor who covers can sign in. Two leads together recover what was sealed.",
    ),
    "offer_stands": Words(
        409,
        "This cannot be offered or answered now",
        "The case is on offer already, or the offer was answered, or the case is not open. See Hand-overs.",
    ),
    "hand_over_broken": Words(
        409,
        "What was offered does not open with your keys",
        "Perhaps your key is a new one. Ask for the case to be offered again. Nothing was changed.",
    ),
    "not_the_second": Words(
        409,
        "This lead cannot be asked",
        "The second lead is another one, works here, has a certified key, and was among the leads when the "
        "recovery key was made. Nothing was asked.",
    ),
    "recovery_stands": Words(
        409,
        "You ask for a recovery already",
        "Take it back first, or wait for its answer. Nothing was asked.",
        "desk.recoveries",
        "To recoveries",
    ),
    "recovery_over": Words(
        409,
        "This can no longer be answered",
        "It was answered or taken back, its 24 hours are over, or it is not as it was asked. Nothing was "
        "opened; it can be asked again.",
        "desk.recoveries",
        "To recoveries",
    ),
    "recovery_broken": Words(
        409,
        "The two halves do not make the key",
        "One of the two leads was reset since, or a half was changed outside these pages. Nothing was "
        "opened. Ask with another lead; where no two are left, what was sealed to this key is lost.",
    ),
    "reader_changed": Words(
        409,
        "The reader was reset since this was asked",
        "The key that was named opens nothing any more. Nothing was opened, and this request never will be. "
        "Refuse it, or have the lead who asked take it back. Once the reader’s new key is certified, ask "
        "again.",
        "desk.recoveries",
        "To recoveries",
    ),
    "cannot_recover": Words(
        409,
        "These cases cannot be given to this person",
        "They need a certified key here and must be free to see each case. A lead reads only while cover is "
        "recorded for them. Nothing was opened.",
    ),
}

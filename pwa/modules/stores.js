/** Where on this phone stands what she chose to keep, and that the everyday app is on her home screen. */
export const OWN = "own";

/** Where the everyday app stands by its addresses. */
export const PAGES = "pages";

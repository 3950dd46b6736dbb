"""Links, codes, slots, skins and the page builder. This room knows no case and no answers."""

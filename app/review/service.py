"""What other rooms may ask of the review of translations: who may check what, and what they did."""

from app.review.patch import write_patch
from app.review.rights import give, languages
from app.review.steps import Item, Place, ask, item, items, stand_by, take_back

__all__ = [
    "Item",
    "Place",
    "ask",
    "give",
    "item",
    "items",
    "languages",
    "stand_by",
    "take_back",
    "write_patch",
]

"""Sample text of our own in many scripts: stands in for catalogues that people have not written yet."""

from gettext import NullTranslations
from itertools import cycle
from re import findall

from app.community.pieces.piece import Piece
from app.community.pieces.voices import Voices
from app.entry import service as entry
from app.web.locale import locale_of

# Everyday sentences about bread, weather and shops; each holds what its script joins, stacks or turns around.
SAMPLES = {
    "vi": "Sáng nay mẹ ra chợ mua rau, cá và một ít gạo. Trời mưa nhỏ nên đường hơi trơn.",
    "ar": "زرنا السوق في الصباح واشترينا الخبز والزيتون. كان الطقس حارا والشارع هادئا.",
    "ur": "صبح ہم نے بازار سے روٹی اور سبزی خریدی۔ موسم اچھا تھا اور سڑک پر خاموشی تھی۔",
    "bn": "সকালে আমরা বাজার থেকে চাল, ডাল আর শাকসবজি কিনেছি। বৃষ্টি পড়ছিল, রাস্তা ছিল ফাঁকা।",
    "pa": "ਸਵੇਰੇ ਅਸੀਂ ਮੰਡੀ ਤੋਂ ਸਬਜ਼ੀ ਤੇ ਆਟਾ ਖਰੀਦਿਆ। ਮੌਸਮ ਚੰਗਾ ਸੀ ਅਤੇ ਸੜਕ ਖਾਲੀ ਸੀ।",
    "ta": "காலையில் சந்தைக்குப் போய் அரிசியும் காய்கறியும் வாங்கினோம். மழை பெய்தது, தெரு அமைதியாக இருந்தது.",
    "am": "ዛሬ ጠዋት ከገበያ ዳቦና አትክልት ገዛን። ዝናብ ይዘንብ ነበር፤ መንገዱም ጸጥ ያለ ነበር።",
    "zh-Hant": "早上我們到市場買了米、青菜和魚。外面下著小雨，街上很安靜。",
    "uk": "Уранці ми купили на ринку хліб, сир і яблука. Йшов дрібний дощ, на вулиці було тихо.",
    "el": "Το πρωί αγοράσαμε ψωμί και ελιές από την αγορά. Έβρεχε λίγο και ο δρόμος ήταν ήσυχος.",
    "hi": "सुबह हमने बाज़ार से आटा, दाल और सब्ज़ियाँ ख़रीदीं। हल्की बारिश हो रही थी, सड़क शांत थी।",
    "gu": "સવારે અમે બજારમાંથી લોટ, દાળ અને શાકભાજી ખરીદ્યાં. ધીમો વરસાદ હતો અને રસ્તો શાંત હતો.",
    "si": "උදෑසන අපි වෙළඳපොළෙන් සහල් සහ එළවළු මිල දී ගත්තෙමු. වැස්ස හීනියට තිබුණි, පාර නිහඬයි.",
}
WIDE = {"zh-Hant": 0.45}  # how many letters say what a hundred English ones do


class Sample(NullTranslations):
    """Says everything in one script, about as long as the English, with what is to be filled in."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code

    def gettext(self, message: str) -> str:
        wide = self.code in WIDE
        units, between = (SAMPLES[self.code], "") if wide else (SAMPLES[self.code].split(" "), " ")
        most, said = len(message) * WIDE.get(self.code, 1), ""
        for unit in cycle(units):
            if said and len(said) + len(between) + len(unit) > most:
                break
            said += f"{between if said else ''}{unit}"
        return " ".join([said, *findall(r"\{\w+\}", message)])


def sample_voices(code: str, piece: Piece) -> Voices:
    """A piece in one script throughout; nothing is approved, so the English stands beneath as well."""
    words, locale = Sample(code), locale_of(code)
    said = entry.Texts(locale, words, frozenset())
    app = entry.Tongue(words, locale.babel)  # type: ignore[arg-type]  # of it only gettext is used
    return Voices(
        said, said, said, app, entry.Called(words.gettext("Recipes"), words.gettext("All of them."))
    )

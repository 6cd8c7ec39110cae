"""The words that Vietnamese and English reports put around numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from assistant.answer import Direction, Qualifier


def words(text: str) -> list[str]:
    """Split a list of words."""
    return text.split()


# What a Vietnamese number in words must be followed by to be a count.
VIETNAMESE_COUNTED: Final = (
    "xã|huyện|tỉnh|phường|thị trấn|thành phố|ấp|thôn|trường hợp|nhóm|nhiệm vụ|giải pháp|dự án|người|hộ|doanh nghiệp"
    "|công trình|chỉ tiêu|tiêu chí|văn bản|kế hoạch|báo cáo|nghị quyết|quyết định|chỉ thị|đề án|chương trình|lần|tháng"
    "|năm|ngày|tuần|quý|nghìn|ngàn|triệu|tỷ|tỉ|trăm|phần trăm|điểm|đơn vị|cơ quan|tổ chức|cá nhân|trường|bệnh viện"
    "|học sinh|lao động|vụ|đợt|đoàn|cuộc|lĩnh vực|ngành|nội dung|sản phẩm|hợp tác xã|cơ sở|nhà máy|khu|cụm|tuyến|cầu"
    "|vấn đề|mục tiêu|thành viên|đại biểu|cán bộ|tấn|ha|km"
)
SCALES: Final = {
    "hundred": 2, "trăm": 2,
    "thousand": 3, "nghìn": 3, "ngàn": 3, "nghin": 3, "ngan": 3,
    "vạn": 4,
    "million": 6, "mn": 6, "mln": 6, "triệu": 6, "trieu": 6,
    "billion": 9, "bn": 9, "tỷ": 9, "tỉ": 9, "ty": 9,
    "trillion": 12, "tn": 12,
}  # fmt: skip
MONEY_SCALES: Final = {"k": 3, "m": 6, "b": 9, "tr": 6}  # only beside a currency: "m" alone is the metre
CURRENCIES: Final = {
    "đồng": "VND", "vnđ": "VND", "vnd": "VND", "₫": "VND", "dong": "VND", "dongs": "VND", "đ": "VND",
    "vietnamese dong": "VND", "việt nam đồng": "VND", "đồng việt nam": "VND",
    "usd": "USD", "us$": "USD", "$": "USD", "đô la mỹ": "USD", "đô la": "USD", "đô-la": "USD",
    "us dollars": "USD", "us dollar": "USD", "dollars": "USD", "dollar": "USD",
    "eur": "EUR", "€": "EUR", "euros": "EUR", "euro": "EUR",
    "gbp": "GBP", "£": "GBP", "pounds sterling": "GBP", "bảng anh": "GBP",
}  # fmt: skip
PHYSICAL: Final = {
    "ha": "ha", "héc-ta": "ha", "hecta": "ha", "hectares": "ha", "hectare": "ha",
    "km2": "km2", "km²": "km2", "km": "km", "kilometres": "km", "kilometers": "km", "kilometre": "km",
    "m2": "m2", "m²": "m2", "m3": "m3", "m³": "m3", "mét": "m", "metres": "m", "meters": "m", "metre": "m", "m": "m",
    "tấn": "tonne", "tonnes": "tonne", "tonne": "tonne", "tons": "tonne", "ton": "tonne",
    "kg": "kg", "kilograms": "kg", "kilogrammes": "kg", "lít": "litre", "litres": "litre", "liters": "litre",
    "kwh": "kWh", "mwh": "MWh", "gwh": "GWh", "kw": "kW", "mw": "MW", "megawatts": "MW", "megawatt": "MW",
}  # fmt: skip
MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1,
    )
    for name in words(names)
}  # fmt: skip
QUALIFIERS: Final[dict[str, Qualifier]] = {
    **dict.fromkeys(("trên", "hơn", "quá", "nhiều hơn", "cao hơn", "over", "more than", "above", "exceeding"), "over"),
    **dict.fromkeys(("greater than", "higher than", "upwards of"), "over"),
    **dict.fromkeys(("dưới", "chưa đến", "chưa tới", "ít hơn", "thấp hơn", "nhỏ hơn", "under", "below"), "under"),
    **dict.fromkeys(("less than", "fewer than", "lower than"), "under"),
    **dict.fromkeys(("khoảng", "chừng", "about", "around", "approximately", "some", "roughly"), "about"),
    **dict.fromkeys(("gần", "xấp xỉ", "nearly", "almost", "close to"), "nearly"),
    **dict.fromkeys(("ít nhất", "tối thiểu", "không dưới", "at least", "not less than", "no less than"), "at least"),
    **dict.fromkeys(("no fewer than", "not fewer than", "không ít hơn"), "at least"),
    **dict.fromkeys(
        ("nhiều nhất", "tối đa", "không quá", "không vượt quá", "at most", "up to", "no more than"), "at most"
    ),
    **dict.fromkeys(("not more than", "not exceeding", "không hơn"), "at most"),
}
DIRECTIONS: Final[dict[str, Direction]] = {
    **dict.fromkeys(("tăng thêm", "tăng", "rose", "risen", "increased", "grew", "up", "increase of", "rise of"), "up"),
    **dict.fromkeys(("increasing", "rising", "an increase", "gained", "higher"), "up"),
    **dict.fromkeys(
        ("kéo giảm", "giảm", "sụt giảm", "fell", "fallen", "decreased", "declined", "down", "dropped"), "down"
    ),
    **dict.fromkeys(("decrease of", "drop of", "fall of", "decline of", "reduction of", "reduced", "falling"), "down"),
    **dict.fromkeys(("decreasing", "declining", "shrank", "contracted", "cut", "lower"), "down"),
}
# Where the noun behind a count ends: particles, prepositions, verbs that follow counts in reports.
VIETNAMESE_NOUN_ENDS: Final = frozenset(
    words(
        "đạt được của và với là trong trên dưới tại ở cho so tăng giảm đã đang sẽ có không do bị từ đến theo về để thì"
        " mà nhưng hoặc hay các những này đó vượt chiếm gồm bằng vào ra còn như khi sau trước thuộc nhằm qua xếp âm thứ"
        " hạng gần khoảng hơn tới trở ước vnd usd cùng nên cũng đều phải chưa vẫn nữa mỗi bao tiếp đầu cuối"
    )
)
ENGLISH_NOUN_ENDS: Final = frozenset(
    words(
        "of in on at to for and or with by from that which who whom were was are is be been have has had will would can"
        " could out as than still also the a an this these those not no its their his her but so while when where after"
        " before during since until under over up down vnd usd it they we he she i there then if because about into"
        " against within across among between through both each all any may might must should do does did per via"
    )
)
ENGLISH_PLURALS: Final = frozenset(words("people criteria children men women staff data media series"))


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, longest first."""
    return "|".join(sorted((word.replace("$", r"\$") for word in words), key=len, reverse=True))

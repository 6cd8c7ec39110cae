"""The provinces and centrally run cities of Vietnam as they were until 2025, folded.

Questions are often typed without capitals, so names cannot be told by them; a question about another province must not
be answered from this one's report. Names that are common syllables on their own are left out. Source: General
Statistics Office of Vietnam, list of administrative units.
"""

PROVINCES = (
    "an giang", "ba ria", "vung tau", "bac giang", "bac kan", "bac lieu", "bac ninh", "ben tre", "binh dinh",
    "binh duong", "binh phuoc", "binh thuan", "ca mau", "can tho", "cao bang", "da nang", "dak lak", "dak nong",
    "dien bien", "dong nai", "dong thap", "gia lai", "ha giang", "ha nam", "ha noi", "hanoi", "ha tinh", "hai duong",
    "hai phong", "hau giang", "hoa binh", "hung yen", "khanh hoa", "kien giang", "kon tum", "lai chau", "lam dong",
    "lang son", "lao cai", "long an", "nam dinh", "nghe an", "ninh binh", "ninh thuan", "phu tho", "phu yen",
    "quang binh", "quang nam", "quang ngai", "quang ninh", "quang tri", "soc trang", "son la", "tay ninh", "thai binh",
    "thai nguyen", "thanh hoa", "thua thien", "tien giang", "ho chi minh", "saigon", "sai gon", "tra vinh",
    "tuyen quang", "vinh long", "vinh phuc", "yen bai",
)  # fmt: skip

# Other names of the same places, folded.
ALIASES = {
    "hanoi": "ha noi", "sai gon": "ho chi minh", "saigon": "ho chi minh", "tphcm": "ho chi minh",
    "tp hcm": "ho chi minh", "tp.hcm": "ho chi minh", "hcmc": "ho chi minh", "vung tau": "ba ria",
    "ba ria vung tau": "ba ria", "ba ria - vung tau": "ba ria", "ba ria-vung tau": "ba ria", "hue": "thua thien",
    "thua thien hue": "thua thien", "thua thien - hue": "thua thien", "thua thien-hue": "thua thien",
}  # fmt: skip
# Names that are words too ("hòa bình" is peace): in lower case they are places only behind a word such as "tỉnh".
ORDINARY = frozenset({"hoa binh", "thai binh", "ha nam", "hue"})

"""The words that Vietnamese questions are made by: what leads to a figure, who acts, where a clause ends."""

from __future__ import annotations

import re

from assistant.figures.words import SCALES, any_of

NUMBER = re.compile(rf"^[^\w]*(?:\d+(?:[.,/]\d+)*|[^\W\d]+)\s*(?P<scale>(?:(?:{any_of(SCALES)})\b\s*)*)", re.IGNORECASE)
HEDGE = re.compile(
    r"\s*(?<!\w)(?:trên|hơn|khoảng|gần|chừng|xấp xỉ|quá|tổng cộng|được|khoảng trên|thêm khoảng)$", re.IGNORECASE
)
# Words that lead to a clause and say nothing of it.
LEAD = re.compile(
    r"^(?:[-–+*•]\s*)?(?:(?:trong đó|đồng thời|bên cạnh đó|tuy nhiên|ngoài ra|đặc biệt(?: là)?|riêng|và|nhưng|song|nhờ đó|"
    r"qua đó|từ đó|kết quả(?: là)?|cụ thể(?: là)?|ước|lũy kế|hiện nay|hiện)(?:,\s*|\s+))+",
    re.IGNORECASE,
)
BUT = re.compile(r"^.*\s(?:nhưng|tuy nhiên|song)\s", re.IGNORECASE)
WHEN = re.compile(
    r"^(?:(?:(?:ước|tính)\s+)?(?:đến|trong|tính đến|vào|từ)\s+)?(?:(?:cả|hết|cuối|đầu|giữa)\s+)?(?:năm|tháng|quý|ngày)"
    r"(?:\s+(?:học\s+)?[\d/-]+)?(?:\s+năm\s+\d+)?\s*,?\s+(?=\w)",
    re.IGNORECASE,
)
# What joins a subject to its figure; the longest first.
JOIN = re.compile(
    r"\s+(?:(?:đã|vẫn|chỉ|cũng)\s+)?(?P<verb>(?:ước\s+|ước\s+tính\s+|phấn\s+đấu\s+|dự\s+kiến\s+)?"
    r"(?:tăng lên|giảm xuống|giảm còn|tăng trưởng|tăng thêm|kéo giảm|đạt mức|đạt tỷ lệ|lên đến|lên tới|ở mức|chiếm tỷ lệ|"
    r"đạt|là|chiếm|còn|bằng|vượt|tăng|giảm|có|gồm|khoảng|âm))$",
    re.IGNORECASE,
)
MOVES = re.compile(r"^(?:(?:và|đã|nhưng)\s+)*(?P<verb>tăng|giảm|đạt|vượt|bằng|chiếm|tăng thêm)$", re.IGNORECASE)
RANK = re.compile(r"\s+(?:được\s+)?(?:xếp|đứng)(?:\s+(?:ở|hạng|vị trí|thứ))*(?:\s+vị trí)?$", re.IGNORECASE)
RANK_ALONE = re.compile(r"^(?:được\s+)?(?:xếp|đứng)\b.*$", re.IGNORECASE)
DONE = re.compile(
    r"(?P<what>.{8,}?)\s+(?P<did>được\s+(?:khánh thành|khởi công|thành lập|thông qua|ban hành|phê duyệt|công nhận|"
    r"đưa vào (?:sử dụng|vận hành|hoạt động))|(?:dự kiến\s+)?hoàn thành|đi vào hoạt động|có hiệu lực)"
    r"(?:\s+(?:vào|từ|trong))?(?:\s+ngày)?$",
    re.IGNORECASE,
)
DOCUMENT = re.compile(
    r"(?P<issuer>(?:[A-ZĐ][\w.]*|tỉnh|nước|nhân dân|ủy|phủ)(?:\s+[\w.]+){0,5}?)\s+(?:đã\s+)?(?:ban hành|phê duyệt|thông qua)"
    r"\s+(?P<kind>Kế hoạch|Nghị quyết|Quyết định|Chỉ thị|Đề án|Chương trình)(?:\s+số)?$"
)
ACTOR = re.compile(
    r"^(?P<actor>(?:Thủ tướng Chính phủ|Chính phủ|Quốc hội|Chủ tịch UBND tỉnh|Bộ [A-ZĐ][\w\s,]{3,40}?|Sở [A-ZĐ][\w\s,–-]{3,50}?))"
    r"\s+(?:đã\s+)?(?P<did>công nhận|phê duyệt|ban hành|quyết định|tổ chức|khởi công|khánh thành|trao tặng)\s+(?P<what>.+)$"
)
BY = re.compile(
    r"^(?P<what>(?:huyện|thành phố|xã|tỉnh|thị xã|phường|di tích|sản phẩm)\s.{3,60}?)\s+được\s+"
    r"(?P<actor>Thủ tướng Chính phủ|Chính phủ|Bộ [A-ZĐ][\w ]{3,40}?|UBND tỉnh|Quốc hội)\s+"
    r"(?P<did>công nhận|phê duyệt|quyết định|khen thưởng|trao tặng)(?P<rest>\s.+)$"
)
DATED = re.compile(
    r"(?P<document>(?:Nghị quyết|Nghị định|Quyết định|Chỉ thị|Kế hoạch|Thông tư|Công văn|Báo cáo)\s+(?:số\s+)?\d\S*/\S+)"
    r"\s+ngày$"
)
ISSUER = re.compile(
    r"\s+của\s+(?:Thủ tướng Chính phủ|Chính phủ|Quốc hội|Tỉnh ủy|Thành ủy|Bộ Chính trị|Bộ trưởng|"
    r"(?:Hội đồng nhân dân|HĐND|Ủy ban nhân dân|UBND)(?:\s+(?:tỉnh|thành phố|huyện))?)(?![\w])"
)
REASON = re.compile(r"(?:^|\s)(?P<why>(?:do|vì|nhờ)\s+.+)$")
AMONG = re.compile(r"^\s+(?:(?:trong|của) )?(?:cả nước|toàn quốc|khu vực[^,.;]*|vùng[^,.;]*|toàn tỉnh)")
COST = re.compile(
    r"(?:^|\s)(?:với\s+)?(?P<what>tổng mức đầu tư|tổng vốn đầu tư|tổng kinh phí|kinh phí|tổng chi phí|công suất)$",
    re.IGNORECASE,
)
THING = re.compile(r"^(?P<thing>.+?)\s+(?:được|đã|đảm bảo|bảo đảm|hoàn thành|khởi công|khánh thành|có)\s")
MEASURE = re.compile(r"^(?:diện tích|sản lượng|tỷ lệ|tổng|số|giá trị|doanh thu|kim ngạch|chỉ số)(?!\w)", re.IGNORECASE)
# Who does things, as reports name them.
ACTING = re.compile(
    r"^(?:tỉnh|toàn tỉnh|toàn ngành|UBND|HĐND|ủy ban|hội đồng|sở|ngành|công an|trung tâm|ban|hội|đoàn|cục|chi cục|thành phố|"
    r"huyện|trường|bệnh viện|quỹ|ngân hàng|lực lượng|chính phủ|văn phòng|thanh tra|tòa án|viện|liên đoàn|mặt trận|"
    r"công ty|doanh nghiệp|cơ quan|thư viện|bảo tàng|các)(?!\w)",
    re.IGNORECASE,
)
TIME_NOUN = re.compile(r"^(?:năm|tháng|ngày|tuần|giờ|tuổi|lần|bậc|điểm|quý)(?!\w)", re.IGNORECASE)
# How a clause goes on that begins anew behind a comma.
NEW_CLAUSE = re.compile(
    r"^(?:với|trong đó|đồng thời|để|nhằm|góp phần|tăng|giảm|đạt|bằng|vượt|chiếm|và|qua đó|từ đó|gồm|đưa|làm|nâng|xếp|đứng|"
    r"tổng|so|kinh phí|trị giá|gấp|nên|do)(?!\w)",
    re.IGNORECASE,
)
# The figure's clause ends where its purpose, reason or companion begins.
END = re.compile(
    r"\s+(?:để|nhằm|góp phần|trong đó|đồng thời|nhưng|song|do|vì|qua đó|từ đó|nhờ|gắn với|thuộc|tương ứng|với tổng|"
    r"xếp|đứng|"
    r"với công suất|với(?=\s\d)|với kinh phí|và(?=\s.*\d)|và (?:đạt|tăng|giảm|vượt))(?:\s|$)",
    re.IGNORECASE,
)
# Words a subject does not begin with: it would not be understood by itself.
NO_SUBJECT = re.compile(
    r"^(?:tăng|giảm|đạt|chiếm|còn|vẫn|gồm|bằng|vượt|ước|mặc dù|do|có|là|công nhận|đó|này|số này|con số|nâng|đưa|trong số|"
    r"bình quân|trung bình|so với|cùng kỳ|mà|khi|nếu|để|với|tổng số|tổng trị giá|(?:tổng )?kinh phí(?! \w+ \w+ \w+)|theo|nhất là|"
    r"làm|qua|về|hầu hết|một số|tại|ở|trên|trong|từ|nhờ|thực hiện|ngay|vừa|được|bị|không|sẽ|đã|các|những|thêm|toàn tỉnh)(?!\w)",
    re.IGNORECASE,
)
WHOLE = re.compile(r"^(?:toàn|cả)\s+(?:tỉnh|huyện|thành phố|xã|nước|ngành)(?!\w)", re.IGNORECASE)
# What leads from one figure to the next and belongs to neither.
LOOSE = re.compile(r"\s+(?:với|nâng|xếp|đứng|trong khi|so với tổng)(?:\s[^,]*)?$", re.IGNORECASE)
# A clause that says something already is no subject: "Công nghiệp vẫn là ngành chủ lực".
STATES = re.compile(r"\s(?:vẫn là|là ngành|là một|là tỉnh)\s", re.IGNORECASE)
# What somebody or something is said to be, do or suffer.
STATE = re.compile(r"\s(?:được|đã|đạt|có|bị|chưa|không|tham gia|hoàn thành|sử dụng|đang|còn|là)\s", re.IGNORECASE)

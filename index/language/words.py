"""Small word lists that tell languages apart; closed-class and question words, written for this project."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase for phrase in re.split(r"\|\s*", text) if phrase)


ENGLISH = _words(
    """a about above according across after against age all along also although always am among amount an and annual
    any are area around as ask at average be became because become been before being below best better between big
    both bring brought budget but by came can cases cash change city come committee could cost count cut date day
    days deal did district do does doing done down due during each early eight end enough estimate even ever every
    far few fall find first five for four from full further gave get give given go goal goals got grew group growth
    had happen has have he health help her here high him his how i if in include increase into is issue it its job
    jobs just keep kind know land large last law laws least less let level like list long low made main make man
    many may me mean meant meet met might million billion month more most much must my name named need net never new
    next nine no none north not now number of off old on once one only or other our out over own paid part pay
    people per percent percentage period place plan plans please policy poor population production project province
    provincial public put rank ranked rate rates reach reached report result road roads rose said same saw say
    school score sea second sector see sent set seven several share she should show since six so social some south
    spend spent state still such sum support take target targets tax tell ten term than that the their them then
    there these they thing things this those three through thus time to today together told tons too top total total
    toward town trade two under until up upon us use used value very via village visit war was water way we week
    well went were what when where whether which while who whole whom whose why will win with within without women
    work worker workers worst would year years yes yet you young your agriculture anything cause changes coconut
    communes companies compare compared country crop damage data describe development disease does economic economy
    education electricity enterprises environment explain export farm farmers fish flood forest funding government
    hospital households hub industry infrastructure internet investment learn leader leaders loan loans main map
    market men money national online party pass passed price prices problems programme program quality quarter
    question region resolution resolutions revenue rice rural salt saltwater scheme schools security sell services
    signed start step student students system talk tell term test thank topic tourism training transformation
    translate trees trend trip tuition type types unemployment university urban vice vision wage"""
)

# Vietnamese words common in questions, diacritics taken off; "the", "to", "do" ... are English as well.
VIETNAMESE = _words(
    """ai ba bao bang ban ben bi bo boi ca cac cai cao cap chi chieu chinh cho chu chua chuc chung co con cong cu
    cua cung da dan dang dat dau day de den deu di dich diem dieu do doanh doi don dong du dua dung duoc em gap gi
    gia giai giam gio giua hai han hang hay het ho hoac hoi hon huyen it ke khac khau khi khoang khong kia kinh la
    lai lam lan len lieu loai luc luong mat may moi mot muc muon nam nao nay nen nghiep ngay nghin ngoai nguoi nha
    nhan nhat nhieu nhu nhung nhiem nhom nong noi nua o phai phan phat phuong qua quan quoc quy quyet ra rang rat
    roi san sang sao sau so song suat tai tang tat tham than thang thanh theo thi thu thuc tien tiep tieu tinh toi
    ton tong tra tren trieu tro trong truoc tu tung tuoi ty ubnd uoc va van vao vay ve vi viec viet von vu vua vung
    vuot xa xep xuat y"""
)

# Function and question words of other languages, as typed and folded.
OTHERS = {
    "fr": _words(
        """le les des est que qui quoi quel quelle quels quelles combien comment pourquoi dans pour avec sur une aux
        du sont ont cette ces par etait ete annee rapport etes vous nous de il elle et en au un on quand"""
    ),
    "es": _words(
        """el los las que cual cuales cuanto cuanta cuantos cuantas como donde por para con una del fue es son en y
        ano informe esta cuando quien"""
    ),
    "de": _words(
        """der die das und ist wie viel viele was wer wo wann warum welche welcher welches im den dem ein eine nicht
        mit fur von zu wurde wurden jahr bericht hoch"""
    ),
    "it": _words("""il gli che quanto quanti quale quali dove perche per con una sono della nel anno chi come ha di"""),
    "pt": _words("""os que qual quais quanto quantos quantas onde por para com uma foi sao em ano do da no na"""),
    "id": _words("""yang dan di berapa apa bagaimana mengapa siapa dengan untuk dari pada tahun ini itu adalah"""),
}

# How people ask and what they ask about in everyday words, which reports seldom use; with diacritics, written by hand.
SPOKEN = _phrases(
    """bao nhiêu|là bao nhiêu|được bao nhiêu|có bao nhiêu|bao nhiêu phần trăm|bao nhiêu tiền|bao nhiêu tỷ đồng|
    bao nhiêu người|bao nhiêu lần|hết bao nhiêu|tổng cộng|tổng cộng bao nhiêu|là gì|làm gì|những gì|cái gì|
    có gì|nghĩa là gì|gồm những gì|điều gì|việc gì|chuyện gì|thế nào|như thế nào|ra sao|thì sao|làm sao|
    tại sao|vì sao|sao vậy|khi nào|lúc nào|chừng nào|bao giờ|bao lâu|hồi nào|ở đâu|đi đâu|từ đâu|
    đến đâu|tới đâu|ai là|là ai|của ai|những ai|mấy|là mấy|có mấy|được mấy|thứ mấy|đứng thứ mấy|
    hạng mấy|xếp hạng mấy|đứng hạng mấy|mấy phần trăm|mấy năm|mấy lần|mấy người|số mấy|nào|năm nào|
    ngày nào|đơn vị nào|tỉnh nào|huyện nào|xã nào|cơ quan nào|loại nào|cái nào|bên nào|có không|hay không|
    không vậy|phải không|được không|đúng không|có phải|chưa|xong chưa|có chưa|rồi|xong rồi|vậy|vậy thì|
    thế thì|thế còn|vậy còn|còn|nhỉ|à|ạ|nhé|nha|cho biết|cho tôi biết|hãy cho biết|hãy|xin hỏi|tôi|
    chúng tôi|cho hỏi|cho tôi hỏi|bạn|mình|tỉnh mình|tỉnh ta|người ta|họ|so với|hơn|cao hơn|thấp hơn|
    nhiều hơn|ít hơn|lớn hơn|nhất|nhiều nhất|cao nhất|thấp nhất|có tăng|có giảm|tăng hay giảm|
    nửa đầu năm|nửa cuối năm|nửa năm|
    bằng bao nhiêu|chênh lệch|chênh nhau|đủ|đạt đủ|làm xong|hoàn thành chưa|tóm tắt|liệt kê|kể tên|nêu|
    giải thích|theo báo cáo|trong báo cáo|báo cáo nói gì|nói gì về|lý do|lí do|nguyên nhân|kết quả|
    mục tiêu|số liệu|con số|số tiền|tiền|tiền mặt|căn cứ|thống kê|bảng|bảng xếp hạng|danh sách|một lần|
    mỗi lần|mỗi bên|mỗi năm|mỗi người|từng|từng năm|thì|năm nay thì|vì|bởi vì|vì dịch|nên|mà|nhưng mà|
    cứ|tới|từ đó tới nay|đến nay|sang|sang năm|năm sau|năm ngoái|năm trước|năm nay|hồi|hồi đầu năm|
    đầu năm|cuối năm|lúc|khi|nếu|dù|mới|mới có|vừa|vẫn|vẫn còn|cũng|cũng như|đều|chỉ|chỉ có|lại|
    có lại|nữa|luôn|ngay|hết|hết mặn|đang|đã|sẽ|sắp|phải|cần|muốn|đừng|nhắm tới|chuyện|vụ|mấy con|đứa|
    cái|chiếc|căn|ngôi|cây|người|dân|người dân|bà con|doanh nghiệp|ông|bà|anh|chị|em|trẻ em|
    học sinh|nông dân|công nhân|lương|giá|giá cả|nhà|nhà ở|đất|đường|cầu|trường|bệnh viện|thuốc|nước|
    điện|gạo|lúa|dừa|heo|bò|gà|cá|tôm|xe|chợ|đi|đến|về|ra|vào|lên|xuống|ăn|uống|ngủ|nói|nghe|
    thấy|biết|hiểu|hỏi|trả lời|làm|dùng|lấy|đưa|cho|nhận|mua|bán|chi|chi tiêu|thu|nộp|đóng|mở|
    xây|sửa|ngăn|chặn|siết|giữ|đặt|đặt mục tiêu|đứng|đứng đầu|dẫn đầu|tốt|chưa tốt|xấu|giỏi|khó|dễ|
    nhanh|chậm|lớn|nhỏ|dài|ngắn|cao|thấp|nhiều|ít|đông|vắng|đắt|rẻ|mạnh|yếu|khỏe|chết|sống|bệnh|
    bị bệnh|mắc bệnh|ca bệnh|ca mắc|tai nạn|thiệt hại|mất|mất mùa|được mùa|nghèo|giàu|thất nghiệp|
    việc làm|một|hai|ba|bốn|sáu|bảy|tám|chín|mười|hai chuyện|hai việc|hai cái|hai bên|hai người|ba người|cả hai|
    cả ba|thứ hai|thứ ba|gấp đôi|gấp hai|gấp ba|một nửa|hàng chục|hàng trăm|hàng ngàn|mấy ngàn|mấy trăm|mấy chục|
    mấy tỷ|mấy triệu|trăm tỷ|ngàn tỷ|nghìn tỷ|triệu đồng|tỷ đồng|con tôi|trẻ con|cha mẹ|
    vợ chồng|gia đình tôi|nhà tôi|quê tôi|xóm tôi|xóm làng|dân mình|dân ta|thanh niên|người già|con nít|
    lo cho|lo chuyện|giúp|giúp đỡ|giúp dân|giúp người|gặp|gặp gỡ|gặp dân|nghe nói|nghe dân|kêu gọi|nói chuyện|
    hứa|nộp đơn|làm đơn|đòi|trả|trả tiền|trả nợ|thiếu nợ|mắc nợ|còn nợ|vay|vay tiền|cho vay|mượn tiền|gửi tiền|
    rút tiền|lãnh tiền|nhận tiền|phát tiền|cấp tiền|tiêu tiền|xài|xài tiền|xài hết|tốn|tốn tiền|tốn bao nhiêu|
    mất bao nhiêu|kiếm tiền|kiếm việc|xin việc|nghỉ việc|đi làm|đi học|nghỉ học|bỏ học|thi đậu|thi rớt|đậu|rớt|
    học nghề|dạy nghề|khám bệnh|chữa bệnh|tiêm ngừa|chích ngừa|lây|lây lan|chống dịch|cách ly|phạt|bị phạt|
    bắt|bị bắt|bắt giữ|trộm cắp|đánh nhau|tội nặng|tội gì|phạm tội|đi lính|bộ đội|công an|đánh bắt|đánh cá|
    ra khơi|trồng cây|trồng lúa|nuôi tôm|nuôi cá|chăn nuôi|tưới nước|nước ngọt|nước mặn|nước sạch|cống đập|kênh rạch|
    sức mua|mua sắm|buôn bán|làm ăn|tiền bạc|tiền công|tiền lương|giá điện|giá nước|đi lên|đi xuống|tăng lên|
    giảm xuống|nhích lên|tụt|sụt|lỗ|lãi|ngân hàng|nhà băng|xí nghiệp|nhà máy|máy móc|công ty|cửa hàng|siêu thị|
    hàng hóa|nước ngoài|thuế|đóng thuế|nộp thuế|cùng lúc|một lúc|lâu nay|gần đây|hiện nay|bây giờ|hôm nay|
    tháng này|tháng trước|trọn năm|cả năm|suốt năm|giữa năm|dịp lễ|ngày lễ|dịp Tết|tặng quà|thăm hỏi|ghé thăm|
    trên mạng|đáng lo|lo ngại|có ai|không ai|người nào|chỗ nào|nơi nào|mặt nào|mảng nào|khâu nào|khoản nào|
    cả nước|trong cả nước|nhất cả nước|toàn quốc|có học|có học nghề|người có|thay thế|bị thay thế|thay cho|
    phần nào|rộng bao nhiêu|dài bao nhiêu|đạt chuẩn|giấy tờ|thủ tục|hồ sơ|luật lệ|quy định|cuộc họp|trình lên|
    báo cáo này|bản này|bản cũ|cũ|người ký|nhiệm kỳ|nhắc tới|đề cập|kể ra|chứ|hoài|mãi|quá|lắm|thật không|
    lãnh đạo|cán bộ|ủy ban|chính quyền|nhà nước|khắp nơi|xảy ra|diễn ra|bắt đầu|kết thúc|khởi công|thông xe|
    hư hỏng|sửa chữa|đổ nát|ngập|ngập nước|kẹt xe|đường sá|cầu đường|xe cộ|rác|rác thải|mùi hôi|ô nhiễm|thu chi|
    thu với chi|thu và chi|tổng thu|tổng chi|thì tỉnh|thì được|thì có|thì thế nào|thì bao nhiêu|thì khi nào|thì năm nay|
    thì ai|thì sang năm|cho họ|với họ|của họ|là do|do đâu|do ai|còn lại|còn nữa|còn gì|còn bao nhiêu|còn ai|
    bớt được|được bớt|bớt tiền|bớt chút|có bớt|bớt người|giảm bớt|đi hỏi|hỏi ai|hỏi doanh thu|hỏi thăm|đi thưa|
    thưa kiện|bị xử|xử sao|xử ai|tòa xử|chừng bao nhiêu|khoảng chừng|tròm trèm|ngót nghét|hết thảy|
    cộng dồn|gom lại|cộng lại|nói gọn|kể sơ|nói rõ|rõ hơn|chút nào|một chút|thêm chút|quá trời|xấu quá|yếu quá|
    nhiều quá|khổ quá|khổ nhất|lo chuyện gì|chuyện này|chuyện đó|mấy chuyện|cái này|cái đó|chỗ này|chỗ tôi|có chỗ nào|
    vướng chỗ nào|kẹt ở|kẹt chỗ nào|ở khâu nào|gỡ khó|gỡ kẹt|nhờ đâu|rốt cuộc|năm tới|sang năm tới|tỉnh tính|
    qua năm|năm rồi|mùa khô|mùa mưa|mùa mặn|đợt dịch|mùa dịch|lúc dịch|lên hạng|rớt hạng|tụt hạng|
    hạng nhì|hạng nhất|bỏ xa|ưng bụng|hài lòng|nước máy|nước xài|cúp điện|điện cúp|mạng yếu|cất nhà|căn nhà|mấy căn|
    ông bà già|ai ký|ký bản này|ký tên|sếp nào|họp mấy lần|cuộc họp nào|mở tiệm|kêu khó|kéo nhà đầu tư|đền bù|giao đất|
    mấy mét|một mét|moi ra|moi tiền|êm chưa|êm xuôi|chạy êm|chạy tốt|có nóng|nóng không|có ổn|ổn chưa|chưa ổn|ì ạch|
    chậm chạp|làm ẩu|làm sai|quà cáp|phát cho|chia cho|chia làm sao|gửi cho ai|gửi đi đâu|lo được|được lo|lo sao|
    gánh chịu|ai gánh|đứng ra|đứng ra gánh|ai chịu|chịu nghe|chịu chi|không chịu|bị gì|bị sao|có sao|ăn tiền|ăn xài|
    ăn uống|sạch sẽ|có sạch|dạy học|thầy cô|học trò|tụi nhỏ|lũ nhỏ|nghỉ ngang|giường bệnh|thêm giường|cãi nhau|
    đánh lộn|chém nhau|chém người|đá gà|cờ bạc|hàng lậu|hàng giả|bắt được|vô sâu|sâu bao nhiêu|cây số|thiếu nước|
    thiếu vốn|thiếu tiền|thiếu người|trời hạn|có lời|lời bao nhiêu|lỗ hay lời|lỗ vốn|thê thảm|rớt giá|ế ẩm|bán ế|
    bán ra|bán đi|vắng khách|vắng hẳn|chợ búa|giấy tờ nhà đất|bị ngâm|trễ hẹn|bị trễ|xin lỗi|cài đặt|kêu dân|
    để làm chi|làm chi|mà chi|đổ rác|dọn rác|hôi thối|cát tặc|mùa bão|bão lũ|bị sập|sập nhà|sập cầu|đâu ra|từ đâu ra|
    rút tiền từ đâu|máy móc cũ|cũ kỹ|thay mới|có thay|thay chưa|chỗ yếu|chỗ dở|còn yếu|đâu là|ở đâu ra|tên gì|
    gọi là gì|kêu là gì|lẹt đẹt|đì đẹt|túi tiền|eo hẹp|hầu bao|dư dả|gom góp|chung tay|trai trẻ|trai tráng|cô bác|
    anh em|anh chị em|chị em|mấy anh|mấy chị|tôi muốn|tôi cần|em muốn|em cần|cho em|cho em hỏi|tôi hỏi|hỏi tôi|thì tôi|
    thì sao vậy|thì đạt|thì bên nào|thì cái nào|bên nào hơn|đạt bao nhiêu|đạt mấy|bản báo cáo|bản số mấy|
    đề ngày nào|ngày mấy|tháng mấy|năm mấy|lúc đó|hồi đó|hồi năm|hôm nào|nhìn tới|nhìn xa|kéo dài|kéo tới|kéo theo|
    từ năm nào|tới năm nào|nặng hơn|nhẹ hơn|dữ hơn|nhanh hơn|chậm hơn|khá hơn|tệ hơn|qua khỏi|hết bệnh|có chết|ai chết|
    bị thương|nhiều không|có nhiều không|
    tàu ghe|ghe tàu|ra biển|vô bờ|lấn biển|giữ rừng|cho vay nặng lãi|trả lãi|tiền lãi|lãi bao nhiêu|
    thưởng Tết|tăng lương|mấy đứa|đứa nhỏ|từ đất|đất đai|vì tai nạn|tự nhận|tự làm|
    được tính|tính là|tính từ|tính đến|tính theo|tính ra|tính chung|tính riêng|tính bằng|tính cả|không tính|tính trên|
    ước tính|cách tính|nếu tính|tính luôn|giúp tôi|cho tôi xem|tôi đang|tôi là|tôi nghe|tôi nghĩ|tôi thấy|tôi đọc|
    tôi tìm|tôi viết|của tôi|với tôi|tôi có|tôi ở|tôi sống|tôi làm|tôi không|tôi biết|mẹ tôi|má tôi|ba tôi|nhắc tôi|
    tôi thắc mắc|tôi định|tôi phải|theo tôi|tôi quan tâm|chỉ mới|chỉ là|chỉ còn|chỉ cần|chỉ đạt|chỉ được|chỉ vừa|
    chỉ khoảng|không chỉ|chỉ tính|chỉ nói|chỉ giúp|chỉ ra|chỉ trong|chỉ tăng|chỉ giảm|chỉ biết|chỉ lo|chỉ thấy|
    đặt ra|đặt mốc|đặt chỉ tiêu|dựa trên|dựa vào|dựa theo|quỹ nào|các quỹ|lập quỹ|từ quỹ|để đón|đón nhận|đón khách|
    có sẵn|sẵn sàng|chuẩn bị sẵn|sẵn có|mấy ca|bao nhiêu ca|số ca|ca nhiễm|ca nào|ca tử vong|mọi người|mọi cấp|mọi nơi|
    mọi mặt|mọi thứ|mọi ngành|mọi chuyện|mọi nguồn|ở mọi|do đó|năm đó|trước đó|sau đó|đó là|việc đó|số đó|tiền đó|
    người đó|ở đó|khoản đó|mức đó|điều đó|vẫn tăng|vẫn chưa|vẫn được|vẫn không|vẫn giữ|vẫn là|vẫn phải|vẫn thiếu|
    mà vẫn|nhưng vẫn|tỉnh vẫn|vẫn đạt|có đông|có nhiều không|có còn|có cao|có thật|có đúng|có kịp|có làm|có nói|
    có nêu|có đạt|có bị|có chuyện|có lớn|có giữ|có cách nào|vậy tổng|vậy có|vậy là|vậy tỉnh|như vậy|vậy ai|vậy năm|
    vậy mà|gì vậy|nào vậy|đâu vậy|tiền vậy|mức nào|ở mức|mức tăng|mức chi|mức thu|mức lương|mức bình quân|đến mức|
    mức giảm|mức thấp|mức cao|tới mức|kể từ|kể cả|kể hết|chưa kể|không kể|kể giúp|kể các|người ấy|năm ấy|số ấy|
    con số ấy|việc ấy|tiền ấy|khoản ấy|mốc nào|mốc thời gian|cột mốc|mốc năm|vùng nào|trong vùng|vùng mặn|vùng hạn|
    vùng sâu|dân vùng|vùng quê|tất cả|tất cả bao nhiêu|tất cả các|tất cả là|ghi nhận|ghi nhận bao nhiêu|ghi nhận mấy|
    được ghi nhận|sở nào|sở lo|các sở|sở nào lo|vì thế|thế chi|thế thu|thế tỉnh|thế năm|thế là|thế nên|đến thế|
    như thế|thế có|đúng tiến độ|đúng hạn|có đúng là|đúng vậy|đúng hay sai|mang số|mang tên|mang lại|mang về|ký ngày|
    ký hôm|ký hôm nào|đã ký|được ký|ký khi nào|ký ban hành|nói thật|thật ra|thật sự|sự thật|có thật không|khẩu hiệu|
    làm gấp|gấp rút|gấp mấy lần|gấp bao nhiêu|ban nào|ban ngành|đây là|ở đây|tới đây|đây có phải|trước đây|vì lẽ gì|
    lẽ ra|có lẽ|chưa thông|chưa làm|chưa có|chưa đạt|và chưa|còn chưa|nói sơ|sơ qua|sơ sơ|nói sơ về|chứ không|
    chứ đâu|chứ sao|về chuyện|về an ninh|về việc|nói về|hỏi về|về vụ|lo về|về y tế|về du lịch|về môi trường|về tiền|
    về giá|về đất|tiểu luận|làm tiểu luận|bài tập|làm bài|bài tập nhóm|bài báo|viết bài|luận văn|sinh viên|đồng bằng|
    đồng bằng sông cửu long|cho khách vay|cho khách|mỗi năm bao nhiêu|của năm|trong năm|
    gồm hai|gồm mấy|gồm những|gồm có|gồm các|gồm bao nhiêu|hai vế|vế nào|nhiều không|có nhiều|nhiều hay ít|nhiều lắm|
    xài nhiều|chết do|do ai gây|do dịch|do mặn|do đâu mà|rót vốn|rót thêm|rót tiền|rót về|dành cho|dành ra|
    dành bao nhiêu|tỉnh dành|sau đợt|sau dịch|sau mặn|sau khi|sau này|muốn đọc|đọc báo cáo|đọc thêm|đọc ở đâu|
    xem thêm|nào khác|khác nhau|khác gì|ai khác|nơi khác|tỉnh khác|mỗi thứ|mỗi loại|mỗi xã|mỗi ngày|mỗi tháng|mỗi hộ|
    mỗi huyện|bước qua|bước sang|qua được|lâu quá|lâu lắc|lâu dữ|chậm quá|khó quá|lo quá|cao quá|thấp quá|công văn|
    tờ trình|gửi đi|mấy công văn|hỏi xíu|hỏi chút|cán bộ xã|quan xã|vậy ạ|bao nhiêu ạ|không ạ|gì ạ|nào ạ|với ạ|
    đợt này|đợt trước|đợt đó|đợt năm|đợt hạn|đợt mặn|so với đợt|hơn đợt|được hông|có hông|phải hông|nhiều hông|
    đúng hông|hông vậy|nhà xưởng|các xưởng|chủ xưởng|mấy xưởng|xưởng nào|trong mảng|mảng an ninh|mảng y tế|
    mảng giáo dục|mảng này|mảng kinh tế|canh chừng|phải canh|ít đi|hay ít đi|ít lại|nhiều lên|giảm đi|bớt đi|
    tới năm|tới cuối năm|tới nay|tới khi nào|tới lúc|tới mấy|dẫn tới|sắp tới|thời gian tới|lên tới|xuống tới|
    tới bao nhiêu|tính tới|vươn tới|tới đó|còn tới|tới giờ|bàn tới|đụng tới|tới tay|hướng tới|chạm tới|tới hết năm"""
)

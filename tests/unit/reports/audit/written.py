"""Invented reports in the manner of the real ones, with what an audit is to find in each: nothing else."""

from dataclasses import dataclass

from reports.audit.finding import Rule


@dataclass(frozen=True)
class Written:
    name: str
    text: str
    findings: frozenset[tuple[str, str, str]] = frozenset()
    rule: Rule = Rule.UNKNOWN


COMMUNE = Written(
    "a commune, nothing wrong; targets, comparisons and people beside the counts",
    """ỦY BAN NHÂN DÂN
XÃ SUỐI NGÀN
Số: 45/BC-UBND
Suối Ngàn, ngày 16 tháng 3 năm 2026
BÁO CÁO
Kết quả giải quyết thủ tục hành chính quý I năm 2026
I. KẾT QUẢ GIẢI QUYẾT HỒ SƠ
1. Từ ngày 15/12/2025 đến ngày 14/3/2026, Trung tâm Phục vụ hành chính công xã đã tiếp nhận 2.345 hồ sơ
(tăng 12% so với cùng kỳ năm 2025, 2.094 hồ sơ), trong đó: 2.210 hồ sơ trực tuyến (chiếm 94,24%), 110 hồ sơ
trực tiếp và 25 hồ sơ kỳ trước chuyển sang. Đã giải quyết 2.300 hồ sơ, trong đó có 1.950 hồ sơ trước hạn,
340 hồ sơ đúng hạn, 10 hồ sơ quá hạn; tỷ lệ giải quyết trước và đúng hạn đạt 99,57%. Đang giải quyết 45 hồ sơ,
trong đó 45 hồ sơ còn trong hạn.
2. Về số hóa: Tỷ lệ số hóa thành phần hồ sơ đạt 98,5%, tỷ lệ số hóa kết quả giải quyết đạt 97,2%. Chỉ tiêu
UBND tỉnh giao năm 2026 là 95%. Thanh toán trực tuyến đạt 88,1%, vượt chỉ tiêu 80%.
3. Trung tâm có 12 công chức, trong đó 07 nữ, 09 đảng viên. Trang bị 05 máy tính, 02 máy quét, 03 máy in.
Kinh phí mua sắm 45.000.000 đồng, trong đó ngân sách xã 30.000.000 đồng.
II. PHƯƠNG HƯỚNG
Phấn đấu tỷ lệ hồ sơ trực tuyến đạt 98%, tỷ lệ số hóa thành phần hồ sơ đạt 100%.
""",
    rule=Rule.HALF_UP,
)

PROVINCE = Written(
    "a province in a list, one share that no rule gives",
    """BÁO CÁO
Tình hình giải quyết TTHC 6 tháng đầu năm 2026 của tỉnh Đông Lĩnh

1. Kết quả chung
Tổng số hồ sơ tiếp nhận trong 6 tháng đầu năm 2026 (từ 01/01/2026 đến 30/6/2026): 85.430 hồ sơ.
- Số mới tiếp nhận trong kỳ: 84.100 hồ sơ (trực tuyến: 80.050 hồ sơ; trực tiếp, bưu chính: 4.050 hồ sơ).
- Số kỳ trước chuyển qua: 1.330 hồ sơ.
Số hồ sơ đã giải quyết: 83.900 hồ sơ, đạt 98,21%. Trong đó:
+ Trước hạn: 61.200 hồ sơ (72,49%);
+ Đúng hạn: 22.100 hồ sơ (26,34%);
+ Quá hạn: 600 hồ sơ (0,72%).
Số hồ sơ đang giải quyết: 1.530 hồ sơ (trong hạn 1.500 hồ sơ, quá hạn 30 hồ sơ).

2. Theo lĩnh vực
- Lĩnh vực đất đai: tiếp nhận 30.120 hồ sơ, đã giải quyết 29.500 hồ sơ, quá hạn 520 hồ sơ.
- Lĩnh vực hộ tịch: tiếp nhận 25.000 hồ sơ, đã giải quyết 24.990 hồ sơ, không có hồ sơ quá hạn.
3. Số hóa
Số hồ sơ có số hóa thành phần trên số hồ sơ tiếp nhận là 82.150/85.430, đạt 96,16%.
Số hồ sơ có số hóa kết quả trên số hồ sơ đã giải quyết là 80.000/83.900, đạt 95,35%.
""",
    frozenset({("percentage", "72,49%", "72,94%")}),
    Rule.HALF_UP,
)

LEVELS = Written(
    "two levels and their sum; handled and published do not come out",
    """BÁO CÁO CÔNG TÁC CẢI CÁCH HÀNH CHÍNH THÁNG 5/2026
2. Kết quả
a) Tại cấp tỉnh: Tiếp nhận 1.205 HS (trực tuyến 1.100 HS, trực tiếp 95 HS, tồn kỳ trước 10 HS); đã xử lý
1.190 HS (sớm hạn 900 HS, đúng hạn 288 HS, trễ hạn 02 HS), đang xử lý 25 HS.
b) Tại cấp xã: Tiếp nhận 8.431 HS (trực tuyến 8.200 HS, trực tiếp 201 HS, tồn kỳ trước 30 HS); đã xử lý
8.400 HS (sớm hạn 7.000 HS, đúng hạn 1.400 HS, trễ hạn 0 HS), đang xử lý 31 HS.
c) Tỷ lệ hồ sơ tiếp nhận trực tuyến toàn tỉnh: 9.300/9.636 hồ sơ, đạt 96,51%.
d) Công khai 1.250 thủ tục (cấp tỉnh 980 thủ tục, cấp xã 260 thủ tục).
""",
    frozenset({("sum", "1.205", "1.215"), ("sum of parts", "1.250", "1.240")}),
    Rule.BOTH,
)

WARD = Written(
    "received without what was carried over; facts of two years",
    """PHƯỜNG HÒA BÌNH
I. Tình hình
Trong kỳ (từ ngày 15/3/2026 đến ngày 14/6/2026), phường tiếp nhận 905 hồ sơ, gồm: trực tuyến 880 hồ sơ,
trực tiếp 25 hồ sơ; kỳ trước chuyển sang 15 hồ sơ. Kết quả: đã giải quyết 900 hồ sơ (trước hạn 700 hồ sơ,
đạt 77,77%; đúng hạn 200 hồ sơ, đạt 22,22%), đang giải quyết 20 hồ sơ.
Có 3 hồ sơ trả lại do không đủ điều kiện. 09 công chức làm việc, đúng giờ 100%.
Số thủ tục hành chính cung cấp DVC toàn trình là 120 TTHC, DVC một phần là 95 TTHC. Theo Quyết định số
12/QĐ-UBND ngày 05/01/2026.
Năm 2025 tỷ lệ hài lòng đạt 98%; năm 2026 tỷ lệ hài lòng đạt 99%.
Cấp xã giải quyết tại chỗ 35/40 TTHC. Khen thưởng nhân ngày 27/2 và 20/11.
""",
    rule=Rule.TRUNCATED,
)

MONEY = Written(
    "withdrawn dossiers, money that adds up and money that does not",
    """Kết quả tháng 02/2026: Tổng số hồ sơ đã tiếp nhận là 450 hồ sơ, trong đó hồ sơ nộp trực tuyến 430 hồ sơ, hồ
sơ nộp trực tiếp 20 hồ sơ. Số hồ sơ đã giải quyết: 465 hồ sơ. Trong đó: Trước hạn 400 hồ sơ, đúng hạn 60 hồ
sơ, quá hạn 5 hồ sơ. Đang giải quyết: 12 hồ sơ. Hồ sơ xin rút 3 hồ sơ. Hồ sơ kỳ trước chuyển sang: 30 hồ sơ.
Tỷ lệ hồ sơ giải quyết đúng hạn đạt 98,92%. Tỷ lệ hồ sơ trực tuyến đạt 95,56%.
Lĩnh vực hộ tịch 200 hồ sơ, đất đai 100 hồ sơ, chứng thực 150 hồ sơ.
Đã số hóa 440/450 hồ sơ tiếp nhận, đạt 97,78%; kết quả 455/465 hồ sơ đạt 97,85%.
Bố trí kinh phí 120,5 triệu đồng, gồm: mua máy quét 60.000.000 đồng, máy in 20.500.000 đồng, máy tính
40.000.000 đồng.
Tổng kinh phí sửa chữa trụ sở 91.000.000 đồng, trong đó: điện 10.000.000 đồng, nước 15.000.000 đồng, mái
25.000.000 đồng, sân 40.000.000 đồng.
Tổng kinh phí cả năm 2026 dự kiến 500.000.000 đồng; quý I chi 50.000.000 đồng, quý II chi 70.000.000 đồng.
""",
    frozenset({("sum of money", "91.000.000 đồng", "90.000.000")}),
    Rule.HALF_UP,
)

MARKDOWN = Written(
    "headings with signs, a year and a quarter, what is left unsaid",
    """# BÁO CÁO KẾT QUẢ SỐ HÓA

## 1. Kết quả năm 2025

Trong năm 2025, xã Tân Mai tiếp nhận 3.120 hồ sơ; trong đó 3.000 hồ sơ trực tuyến đạt 96,2%; 120 hồ sơ trực tiếp đạt 3,8%. Đã giải quyết 3.100 hồ sơ; 2.000 hồ sơ giải quyết trước hạn, 1.090 hồ sơ giải quyết đúng hạn, 10 hồ sơ giải quyết quá hạn. Còn 20 hồ sơ đang giải quyết, tất cả trong hạn. Tỷ lệ số hóa hồ sơ đạt 97%.

## 2. Kết quả quý I/2026

Tiếp nhận 800 hồ sơ (trực tuyến 780 hồ sơ, trực tiếp 10 hồ sơ). Tỷ lệ số hóa hồ sơ đạt 99%.

Toàn bộ 12 thôn, 3.450 hộ dân. Dân số 12.345 người, diện tích 45,6 km2.

Hồ sơ quá hạn giảm 5 hồ sơ so với quý trước; hồ sơ trực tuyến tăng 120 hồ sơ.
""",
    frozenset({("sum", "800", "790")}),
    Rule.HALF_UP,
)

TABLE = Written(
    "form II.06a and a table of staff, one total of which is wrong",
    """Biểu số II.06a/VPCP/KSTT
STT Đơn vị Tổng số Trực tuyến Trực tiếp, bưu chính Kỳ trước
Tổng Trước hạn Đúng hạn Quá hạn Tổng Trong hạn Quá hạn
(1) (2) (3) (4) (5) (6) (7) (8) (9) (10) (11) (12) (13)
1 Xã Suối Ngàn 1.205 1.100 95 10 1.190 900 288 2 15 15 0
2 Xã Tân Mai 905 880 25 0 885 685 199 0 20 20 0
Tổng cộng 2.110 1.980 120 10 2.075 1.585 487 2 35 35 0
Phụ lục 2
I Cấp huyện 15 1 14
1 Văn phòng 10 1 9
2 Phòng Tư pháp 5 0 5
II Cấp xã 84 84 0
1 Các xã 84 84 0
Tổng 98 85 14
""",
    frozenset({("table", "885", "884"), ("table", "2.075", "2.074"), ("table", "98", "99")}),
)

PERIODS = Written(
    "days that are not, an end before the beginning, one fact told twice",
    """I. KẾT QUẢ
1. Từ ngày 01/01/2026 đến ngày 31/6/2026, đơn vị đã tiếp nhận và giải quyết 1.000 hồ sơ, trong đó trực tuyến
1.010 hồ sơ; trực tiếp 90 hồ sơ.
2. Kỳ báo cáo từ 15/9/2026 đến 14/6/2026.
3. Tỷ lệ thanh toán trực tuyến năm 2026 đạt 81,2%. Tỷ lệ hài lòng năm 2026 đạt 99%.
II. ĐÁNH GIÁ
Thanh toán trực tuyến trong năm 2026 đạt 82,1%, cao hơn chỉ tiêu. Tỷ lệ hài lòng năm 2026 đạt 99%.
Mức hài lòng năm 2025 đạt 97%.
""",
    frozenset(
        {
            ("period", "Từ ngày 01/01/2026 đến ngày 31/6/2026", ""),
            ("period", "từ 15/9/2026 đến 14/6/2026", ""),
            ("sum", "1.000", "1.100"),
            ("restated", "82,1%", "81,2%"),
        }
    ),
)

PLAIN = Written(
    "no figures but numbers of documents, days and places",
    """Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09/6/2025; Kế hoạch số 12/KH-UBND ngày 05/01/2026 của UBND tỉnh giai
đoạn 2026 - 2030; tại số 15 đường Trần Phú, điện thoại 02053800000; thực hiện Đề án 06, mức độ 3, 4, mô hình
“4 tại chỗ” vào thứ 3, 5 hàng tuần trong 6 tháng đầu năm 2026, theo Biểu số II.06a.
""",
)

DISTRICT = Written(
    "entries of a list, both levels and all of it; the count of all is not their sum",
    """UBND HUYỆN LÂM KHÊ
BÁO CÁO
Công tác kiểm soát thủ tục hành chính, triển khai cơ chế một cửa quý II/2024
1. Kết quả tiếp nhận, giải quyết hồ sơ
1.1. Cấp huyện
Số hồ sơ tiếp nhận: 3.456 hồ sơ; trong đó:
- Tiếp nhận trực tuyến: 3.201 hồ sơ, chiếm tỷ lệ 92,6%
- Tiếp nhận trực tiếp và qua dịch vụ bưu chính công ích: 200 hồ sơ, chiếm tỷ lệ 5,8%
- Từ kỳ trước chuyển sang: 55 hồ sơ.
Số hồ sơ đã giải quyết: 3.390 hồ sơ; trong đó giải quyết trước hạn 2.345 hồ sơ, đúng hạn 1.045 hồ
sơ, quá hạn 0 hồ sơ.
Số hồ sơ đang giải quyết: 66 hồ sơ, trong đó trong hạn là 66 hồ sơ, quá hạn 0 hồ sơ.
1.2. Cấp xã (18 xã, thị trấn)
Số hồ sơ tiếp nhận: 12.345 hồ sơ; trong đó:
- Tiếp nhận trực tuyến: 12.100 hồ sơ, chiếm tỷ lệ 98%
- Tiếp nhận trực tiếp và qua dịch vụ bưu chính công ích: 234 hồ sơ, chiếm tỷ lệ 1,9%
- Từ kỳ trước chuyển sang: 11 hồ sơ.
Số hồ sơ đã giải quyết: 12.330 hồ sơ; trong đó giải quyết trước hạn 10.000 hồ sơ, đúng hạn 2.330 hồ
sơ, quá hạn 0 hồ sơ.
Số hồ sơ đang giải quyết: 15 hồ sơ, trong đó trong hạn là 15 hồ sơ, quá hạn 0 hồ sơ.
2. Tổng hợp toàn huyện: tổng số hồ sơ tiếp nhận 15.810 hồ sơ, đã giải quyết 15.720 hồ sơ, đạt 99,43%.
3. Số hóa: Tổng số hồ sơ đã số hóa thành phần hồ sơ khi tiếp nhận là 15.600 hồ sơ/15.801 hồ sơ đạt
98,73%. Số hồ sơ có kết quả được số hóa 15.100/15.720 hồ sơ, đạt 96,06%.
4. Nguồn nhân lực: 25 người (trong đó: 10 nữ, 15 nam); trình độ: thạc sĩ 02, đại học 22, cao đẳng 01.
""",
    frozenset({("levels", "15.810", "15.801")}),
    Rule.HALF_UP,
)

PORTAL = Written(
    "long sentences with figures of a portal, nothing wrong",
    """VĂN PHÒNG UBND TỈNH AN THỊNH
Số: 112/BC-VP
BÁO CÁO
Đánh giá mức độ chuyển đổi số trong giải quyết TTHC năm 2025

Theo dữ liệu trên Cổng Dịch vụ công quốc gia, từ ngày 01/7/2025 đến ngày 31/12/2025 toàn tỉnh phát
sinh 412.873 hồ sơ, trong đó hồ sơ trực tuyến là 398.120 hồ sơ (96,43%). Kết quả xử lý: 405.002 hồ
sơ đã giải quyết, trong đó 401.556 hồ sơ được giải quyết trước hạn và đúng hạn (đạt 99,15%), 3.446
hồ sơ quá hạn (0,85%). Hiện đang giải quyết 7.871 hồ sơ, gồm 7.600 hồ sơ trong hạn, 271 hồ sơ quá
hạn.
Tỷ lệ số hóa hồ sơ, kết quả giải quyết đạt 94,7% (tăng 3,2 điểm phần trăm so với 6 tháng đầu năm
2025: 91,5%).
Xếp hạng: 05 xã đạt trên 90 điểm, 60 xã đạt từ 80 đến dưới 90 điểm, 12 xã dưới 80 điểm; tổng số 77 xã.
Tỷ lệ khai thác, sử dụng lại thông tin, dữ liệu số hóa đạt 51,3%. Tỷ lệ cấp kết quả điện tử: 92%.
Có 1.234 phản ánh, kiến nghị; đã xử lý 1.230 phản ánh, đang xử lý 4 phản ánh.
""",
    rule=Rule.HALF_UP,
)

POINTS = Written(
    "points, months and a table with percentages beside the counts, nothing wrong",
    """BÁO CÁO QUÝ III
Tổng số hồ sơ tiếp nhận, giải quyết trong quý là 7.812 hồ sơ. Trong đó, hồ sơ tiếp nhận mới là 7.600
hồ sơ (trực tuyến 7.100 hồ sơ, trực tiếp 500 hồ sơ), hồ sơ kỳ trước chuyển sang 212 hồ sơ; số hồ sơ
giải quyết trước hạn và đúng hạn 7.690 hồ sơ, chiếm 99,6%, hồ sơ quá hạn 31 hồ sơ, chiếm 0,4%; hồ sơ
đang giải quyết 91 hồ sơ.
Tỷ lệ hồ sơ trực tuyến đạt 93,4%.
Kết quả chấm điểm: công khai minh bạch 18/18 điểm; tiến độ giải quyết 19,8/20 điểm; số hóa hồ sơ
20,1/22 điểm; tổng điểm 89,6/100 điểm.
Bảng tổng hợp:
Xã A 100 95 95,0%
Xã B 200 180 90,0%
Xã C 300 290 96,7%
Tổng 600 565 94,2%
Trong tháng 7 tiếp nhận 2.500 hồ sơ; tháng 8 tiếp nhận 2.600 hồ sơ; tháng 9 tiếp nhận 2.500 hồ sơ.
Đã rà soát 12/15 TTHC đạt 80%; kiến nghị cắt giảm 05 TTHC (03 TTHC lĩnh vực đất đai, 02 TTHC lĩnh
vực hộ tịch).
Tổ chức 05 lớp tập huấn cho 250 lượt người (trong đó 100 lượt cán bộ cấp xã, 150 lượt cán bộ cấp tỉnh).
Đã chuyển 1.250 hồ sơ giấy vào lưu trữ, trong đó 1.000 hồ sơ hộ tịch, 200 hồ sơ đất đai.
""",
    rule=Rule.HALF_UP,
)

CENTRE = Written(
    "a centre's month with a total to handle, other numbers all around, nothing wrong but rounding",
    """UBND TỈNH THANH GIANG
TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG
BÁO CÁO
Kết quả hoạt động tháng 8 năm 2025

I. KẾT QUẢ THỰC HIỆN
1. Tiếp nhận và giải quyết thủ tục hành chính
Trong tháng, Trung tâm tiếp nhận 9.876 hồ sơ; trong đó: Nộp trực tuyến 9.500 hồ sơ (96,19%); nộp trực tiếp 346 hồ sơ (3,50%); nộp qua bưu chính công ích 30 hồ sơ (0,30%). Số hồ sơ kỳ trước chuyển qua là 1.204 hồ sơ. Tổng số hồ sơ phải giải quyết là 11.080 hồ sơ.
- Đã giải quyết: 9.950 hồ sơ. Trong đó: trước hạn 8.765 hồ sơ, chiếm 88,09%; đúng hạn 1.173 hồ sơ, chiếm 11,79%; quá hạn 12 hồ sơ, chiếm 0,12%.
- Đang giải quyết: 1.130 hồ sơ. Trong đó: trong hạn 1.125 hồ sơ; quá hạn 05 hồ sơ.
2. Kết quả số hóa: Số hóa thành phần hồ sơ: 9.801/9.876 hồ sơ, đạt 99,24%. Số hóa kết quả giải quyết: 9.850/9.950 hồ sơ, đạt 98,99%.
3. Đón tiếp 2.345 lượt công dân (bình quân 107 lượt/ngày), trả lời 450 cuộc điện thoại qua tổng đài 1900.1234.
4. So với tháng 7/2025: hồ sơ tiếp nhận tăng 5,2% (tháng 7: 9.388 hồ sơ), quá hạn giảm từ 20 hồ sơ còn 12 hồ sơ.
5. Xếp hạng trên Cổng Dịch vụ công quốc gia: 88,5/100 điểm, đứng thứ 12/34 tỉnh, thành phố.
II. NHIỆM VỤ THÁNG 9
Phấn đấu 100% hồ sơ được số hóa; giảm hồ sơ quá hạn xuống dưới 0,1%.
""",
    frozenset({("shares", "99,99%", "100%")}),
    Rule.HALF_UP,
)

LINES = Written(
    "one count a line without signs at the ends, nothing wrong",
    """BÁO CÁO
Kết quả rà soát hồ sơ quý IV năm 2025 của xã Bản Lầm

+ Tổng số hồ sơ tiếp nhận: 654 hồ sơ
Trong đó:
Hồ sơ trực tuyến: 640 hồ sơ
Hồ sơ trực tiếp: 14 hồ sơ
+ Đã giải quyết: 650 hồ sơ
Trong đó:
Đúng hạn và trước hạn: 648 hồ sơ (đạt 99,7%)
Quá hạn: 2 hồ sơ
+ Đang giải quyết: 4 hồ sơ
Lũy kế năm 2025: tiếp nhận 2.800 hồ sơ, trực tuyến 2.700 hồ sơ, trực tiếp 100 hồ sơ; đã giải quyết 2.796 hồ sơ.
Trong đó lĩnh vực tư pháp có 1.500 hồ sơ, địa chính 800 hồ sơ, lao động 500 hồ sơ.
""",
    rule=Rule.HALF_UP,
)

CARRIED = Written(
    "received without what was carried over; two sums of the communes do not come out",
    """1. Cấp tỉnh
Tổng số hồ sơ tiếp nhận trong kỳ: 5.000 (trực tuyến: 4.700, trực tiếp: 300). Từ kỳ trước chuyển qua: 400. Số hồ sơ đã giải quyết: 5.100 (trước hạn: 4.000, đúng hạn: 1.090, quá hạn: 10). Đang giải quyết: 300 (trong hạn: 290, quá hạn: 10).
2. Cấp xã
Tổng số hồ sơ tiếp nhận trong kỳ: 20.000 (trực tuyến: 19.500, trực tiếp: 500). Từ kỳ trước chuyển qua: 150. Số hồ sơ đã giải quyết: 20.050 (trước hạn: 18.000, đúng hạn: 2.040, quá hạn: 20). Đang giải quyết: 90 (trong hạn: 80, quá hạn: 10).
3. Tỷ lệ số hóa
Số hồ sơ có số hóa thành phần trên tổng số hồ sơ tiếp nhận: 24.500/25.000, đạt 98%.
""",
    frozenset({("sum", "20.000", "20.140"), ("sum", "20.050", "20.060")}),
    Rule.BOTH,
)

WRITTEN = (
    *(COMMUNE, PROVINCE, LEVELS, WARD, MONEY, MARKDOWN, TABLE, PERIODS, PLAIN, DISTRICT, PORTAL, POINTS),
    *(CENTRE, LINES, CARRIED),
)

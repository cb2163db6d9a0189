"""What people do on the pages programs can do: the route of the API beside each that changes something.

A new page route gets a line here, and its route in the API calls the same function. What has none says why.
"""

from typing import Final

Route = tuple[str, str]  # method, path

TWINS: Final[dict[Route, Route]] = {
    # stations
    ("POST", "/tram-quet/to-bia"): ("POST", "/api/stations/covers"),
    ("POST", "/tram-quet/ghep"): ("POST", "/api/stations/join"),
    ("POST", "/tram-quet/{station}/tep"): ("POST", "/api/stations/{station}/files"),
    # review
    ("POST", "/viec-can-lam/sua-giong-nhau"): ("POST", "/api/review/alike"),
    ("POST", "/ra-soat/{scan_id}/quyet"): ("POST", "/api/review/{scan_id}/decisions"),
    ("POST", "/ra-soat/{scan_id}/doc-lai"): ("POST", "/api/review/{scan_id}/regions"),
    ("POST", "/ra-soat/{scan_id}/hoan-tac"): ("POST", "/api/review/{scan_id}/undo"),
    ("POST", "/ra-soat/{scan_id}/nhan"): ("POST", "/api/review/{scan_id}/accept"),
    ("POST", "/ra-soat/{scan_id}/tra-lai"): ("POST", "/api/review/{scan_id}/return"),
    ("POST", "/ra-soat/{scan_id}/giu"): ("POST", "/api/review/{scan_id}/keep"),
    ("POST", "/ra-soat/{scan_id}/buong"): ("POST", "/api/review/{scan_id}/put-down"),
    # dossiers
    ("POST", "/ho-so/{code}/dieu-kien"): ("POST", "/api/dossiers/{code}/conditions"),
    ("POST", "/ho-so/{code}/xep"): ("POST", "/api/dossiers/{code}/papers"),
    ("POST", "/ho-so/{code}/hoan-tac"): ("POST", "/api/dossiers/{code}/undo"),
    ("POST", "/ho-so/{code}/nguoi"): ("POST", "/api/dossiers/{code}/person"),
    # searching
    ("POST", "/tra-cuu"): ("POST", "/api/search"),
    ("POST", "/tra-cuu/xuat"): ("POST", "/api/search/export"),
    # administration
    ("POST", "/quan-tri/tai-khoan"): ("POST", "/api/accounts"),
    ("POST", "/quan-tri/tai-khoan/{name}"): ("PUT", "/api/accounts/{name}"),
    ("POST", "/quan-tri/tai-khoan/{name}/mat-khau"): ("POST", "/api/accounts/{name}/password"),
    ("POST", "/quan-tri/tai-khoan/{name}/khoa"): ("POST", "/api/accounts/{name}/disable"),
    ("POST", "/quan-tri/tai-khoan/{name}/mo"): ("POST", "/api/accounts/{name}/enable"),
    ("POST", "/quan-tri/tram-quet"): ("PUT", "/api/stations/{station}"),
    ("POST", "/quan-tri/khoa-truy-cap"): ("POST", "/api/tokens"),
    ("POST", "/quan-tri/khoa-truy-cap/{name}/thu-hoi"): ("POST", "/api/tokens/{name}/revoke"),
    ("POST", "/quan-tri/danh-muc/sua/{table}"): ("PUT", "/api/catalogue/{section}/{code}"),
    ("POST", "/quan-tri/danh-muc/tep"): ("POST", "/api/catalogue/proposals"),
    ("POST", "/quan-tri/danh-muc/de-nghi/{number}/nhan"): ("POST", "/api/catalogue/proposals/{number}/take"),
    ("POST", "/quan-tri/danh-muc/de-nghi/{number}/bo"): ("DELETE", "/api/catalogue/proposals/{number}"),
    ("POST", "/quan-tri/danh-muc/ban/{number}/quay-lai"): ("POST", "/api/catalogue/versions/{number}/back"),
    ("POST", "/quan-tri/nhat-ky/kiem-tra"): ("POST", "/api/audit-log/verify"),
}
OF_PEOPLE_ONLY: Final[dict[Route, str]] = {
    ("POST", "/dang-nhap"): "a program has a token and logs in nowhere",
    ("POST", "/dang-xuat"): "a program has no session to end",
    ("POST", "/tai-khoan"): "one's own password is known to its owner alone",
}

"""The compose files: what they promise, and that the commands in them work together against real servers."""

import re
import signal
import subprocess
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial

import pytest
import yaml
from PIL import Image, ImageDraw

from configs.settings import Settings
from storage.arrivals import open_arrivals
from storage.database import open_database, reading
from storage.overview import overview
from storage.stores import open_objects
from tests.servers import ACCESS_KEY, SECRET_KEY, free_ports, need

from .compose import ROOT, Here, interpolate, services_of, wait_for

BASE = "docker-compose.yml"
VARIANTS = {"minio": (BASE,), "seaweedfs": (BASE, "docker-compose.seaweedfs.yml")}
SECRETS = {
    "SOHOA_POSTGRES_PASSWORD": "a-password",
    "SOHOA_S3_ACCESS_KEY": ACCESS_KEY,
    "SOHOA_S3_SECRET_KEY": SECRET_KEY,
}
OURS = ("watcher", "scheduler", "worker", "web")
ONE_SHOT = {"objects-folder"}
QUICK = {"SOHOA_POLL_SECONDS": "0.3", "SOHOA_STABLE_SECONDS": "0.5"}
DOSSIER = "H99.101-261103-0001"
REGISTER = f"""ma_ho_so,ma_thu_tuc,ma_don_vi,ngay_tiep_nhan,hinh_thuc
{DOSSIER},1.001193,H99.101,03/11/2026,trực tiếp
"""


@pytest.fixture(params=sorted(VARIANTS))
def services(request):
    return services_of(*VARIANTS[request.param])


def test_every_service_that_stays_has_a_health_check(services):
    for name, service in services.items():
        if name in ONE_SHOT:
            assert service["restart"] == "no"
        else:
            assert service["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}
            assert service["restart"] == "unless-stopped"


def test_nobody_is_root_and_nothing_is_writable_but_volumes(services):
    for service in services.values():
        user, _, group = service["user"].partition(":")
        assert int(user) > 0
        assert int(group) > 0
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]


def test_every_image_is_pinned_and_names_no_host(services):
    for service in services.values():
        image, _, tag = service["image"].partition(":")
        assert re.search(r"\d+\.\d+|\d{4}-\d{2}-\d{2}", tag), service["image"]
        assert "." not in image.partition("/")[0]


def test_every_service_has_a_memory_limit(services):
    assert all(re.fullmatch(r"\d+[mg]", service["mem_limit"]) for service in services.values())


@pytest.mark.parametrize("name", [BASE, "docker-compose.seaweedfs.yml"])
def test_secrets_come_from_the_environment_and_are_demanded(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    with pytest.raises(KeyError):
        interpolate(text, {})
    given = yaml.safe_load(interpolate(text, SECRETS))
    for service in services_of(name).values():
        for key, value in service.get("environment", {}).items():
            if re.search("PASSWORD|SECRET|_KEY|_USER", key) and key != "POSTGRES_USER":
                assert re.fullmatch(r"\$\{\w+:\?\}", value), key
    assert given["services"]


def test_the_example_of_the_environment_names_every_variable():
    text = (ROOT / BASE).read_text(encoding="utf-8")
    example = (ROOT / "configs/deploy/sohoa.env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"\$\{(\w+)", text)) == set(re.findall(r"^(\w+)=", example, re.MULTILINE))


def test_only_the_pages_can_be_reached_from_outside_and_only_by_choice(services):
    assert [name for name, service in services.items() if "ports" in service] == ["web"]
    assert interpolate(services["web"]["ports"][0], {}) == "127.0.0.1:8080:8080"


def test_every_volume_and_network_is_declared():
    content = yaml.safe_load((ROOT / BASE).read_text(encoding="utf-8"))
    for service in content["services"].values():
        assert set(service["networks"]) <= set(content["networks"])
        named = {volume.partition(":")[0] for volume in service.get("volumes", []) if volume[0] not in "/$."}
        assert named <= set(content["volumes"])


def test_workers_can_be_scaled():
    worker = services_of(BASE)["worker"]
    assert interpolate(worker["deploy"]["replicas"], {"SOHOA_WORKER_REPLICAS": "5"}) == "5"
    assert "container_name" not in worker


def test_the_image_is_made_as_the_compose_file_expects():
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert re.search(r"^FROM python:3\.\d+\.\d+-slim-\w+$", dockerfile, re.MULTILINE)
    assert "USER 10001:10001" in dockerfile
    assert "-c requirements.lock" in dockerfile
    for folder in ("/data", "/inbox", "/objects"):
        assert folder in dockerfile
    for setting in re.findall(r"(SOHOA_\w+)=", dockerfile):
        assert setting.removeprefix("SOHOA_").lower() in Settings.model_fields


@pytest.mark.services
def test_seaweedfs_of_the_override_answers_its_health_check(tmp_path):
    need("weed")
    (port, *others) = free_ports(9)
    objects = services_of(*VARIANTS["seaweedfs"])["objects"]
    places = {"-s3.port=9000": f"-s3.port={port}", ":9000": f":{port}", "/objects/": f"{tmp_path}/"}
    here = Here(tmp_path, SECRETS, places)
    (tmp_path / "seaweedfs").mkdir()
    parts = ("master.port", "volume.port", "filer.port", "admin.port")
    grpc = ("master.port.grpc", "volume.port.grpc", "filer.port.grpc", "s3.port.grpc")
    extra = [f"-{name}={other}" for name, other in zip(parts + grpc, others, strict=True)]
    need("wget")
    process = here.start("objects", objects | {"command": [*objects["command"], *extra]})
    try:
        assert wait_for(lambda: here.is_healthy("objects", objects), 60), (
            tmp_path / "objects.log"
        ).read_text()
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def here(tmp_path, postgres_database, empty_redis, weed):
    (port,) = free_ports(1)
    places = {
        "@postgres:5432/sohoa": f"@{postgres_database.partition('@')[2]}",
        "redis://redis:6379/0": empty_redis,
        "s3://objects:9000/": f"s3://{weed.endpoint}/compose-",
        "8080": str(port),
        "0.0.0.0": "127.0.0.1",  # noqa: S104 - as the file has it
    }
    (tmp_path / "inbox" / "tram-101" / DOSSIER).mkdir(parents=True)
    return Here(tmp_path, SECRETS | QUICK, places)


@pytest.fixture
def settings(here):
    environment = here.environment_of("watcher", services_of(BASE)["watcher"])
    names = {
        name.removeprefix("SOHOA_").lower(): value for name, value in environment.items() if "SOHOA_" in name
    }
    return Settings.model_validate(names).resolved()


def draw_page(path):
    page = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(page)
    draw.text((300, 200), "GIAY CHUNG SINH", fill="black", font_size=60)
    page.save(path, dpi=(150, 150))


def seen_in(settings):
    engine = open_database(settings.database_url)
    try:
        with reading(engine) as connection:
            return overview(connection, datetime.now(UTC)), open_arrivals(connection)
    finally:
        engine.dispose()


@pytest.mark.services
@pytest.mark.ocr
def test_the_services_of_the_compose_file_take_in_and_end_a_file(here, settings):
    services = services_of(BASE)
    (here.folder / "so.csv").write_text(REGISTER, encoding="utf-8")
    with ExitStack() as stack:
        running: dict[str, subprocess.Popen[bytes]] = {}
        for name in (*OURS, "worker"):
            process = here.start(name, services[name])
            stack.callback(process.kill)
            running[f"{name}-{len(running)}"] = process
        for name in OURS:
            assert wait_for(partial(here.is_healthy, name, services[name]), 60), logs(here)
        importing = services["web"] | {"command": ["sohoa", "register", "import", "so.csv"]}
        assert here.start("register", importing).wait(60) == 0, logs(here)
        draw_page(here.folder / "inbox" / "tram-101" / DOSSIER / "quet.png")
        assert wait_for(lambda: has_ended(settings), 90), logs(here)
        for process in running.values():
            process.send_signal(signal.SIGTERM)
        codes = {name: process.wait(60) for name, process in running.items()}
    assert codes == dict.fromkeys(running, 0), logs(here)
    seen, left = seen_in(settings)
    (scan,) = seen.last_scans
    assert (scan.dossier_code, scan.page_count) == (DOSSIER, 1)
    assert open_objects(settings).verify(scan.sha256)
    assert left == ()
    assert seen.processes == ()


def has_ended(settings):
    seen, _ = seen_in(settings)
    return len(seen.last_scans) == 1 and seen.last_scans[0].state.ended


def logs(here):
    return "\n".join(
        f"--- {log.name}\n{log.read_text()[-1500:]}" for log in sorted(here.folder.glob("*.log"))
    )

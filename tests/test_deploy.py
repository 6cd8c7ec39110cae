"""The files under deploy/ name settings, options and services that exist."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from assistant.cli import cli

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
YAML = sorted(DEPLOY.rglob("*.yaml"))


def documents(path: Path) -> list[dict[str, Any]]:
    return [each for each in yaml.safe_load_all(path.read_text("utf-8")) if each]


def settings_of_the_code() -> set[str]:
    texts = [path.read_text("utf-8") for name in ("assistant", "index") for path in (ROOT / name).rglob("*.py")]
    return {name for text in texts for name in re.findall(r'"(REPORT_ASSISTANT_\w+)"', text)}


@pytest.mark.parametrize("path", YAML, ids=lambda path: path.name)
def test_a_file_is_yaml_with_something_in_it(path: Path) -> None:
    assert documents(path)


@pytest.mark.parametrize("path", [*YAML, *DEPLOY.rglob("*.conf"), *DEPLOY.rglob("*.md")], ids=lambda path: path.name)
def test_every_setting_that_is_named_is_read_by_the_code(path: Path) -> None:
    named = set(re.findall(r"\b(REPORT_ASSISTANT_[A-Z_]+)\b", path.read_text("utf-8"))) - {"REPORT_ASSISTANT_IMAGE"}
    assert named <= settings_of_the_code()


def commands() -> list[list[str]]:
    compose = documents(DEPLOY / "compose.yaml")[0]
    found = [service["command"] for service in compose["services"].values() if "command" in service]
    for document in documents(DEPLOY / "kubernetes" / "web.yaml"):
        for container in document["spec"].get("template", {}).get("spec", {}).get("containers", []):
            found.append(container["args"])
    return [command for command in found if command[0] == "web"]


def test_the_commands_and_their_options_exist() -> None:
    assert len(commands()) == 3
    for name, *arguments in commands():
        with click.Context(cli) as context:
            command = cli.get_command(context, name)
        assert command is not None
        command.make_context(name, arguments)


def test_the_proxy_knows_every_replica_and_what_depends_on_what_is_there() -> None:
    services = documents(DEPLOY / "compose.yaml")[0]["services"]
    proxied = set(re.findall(r"server ([\w-]+):7860", (DEPLOY / "replicas.conf").read_text("utf-8")))
    assert proxied == {name for name in services if name.startswith("web-")}
    for service in services.values():
        assert set(service.get("depends_on", [])) <= set(services)
    homes = [volume for name in proxied for volume in services[name]["volumes"]]
    assert len(set(homes)) == len(homes), "two replicas share a volume"


def test_the_chroma_image_is_the_version_of_the_client() -> None:
    image = documents(DEPLOY / "compose.yaml")[0]["services"]["chroma"]["image"]
    constraints = (ROOT / "constraints.txt").read_text("utf-8")
    assert f"chromadb=={image.rpartition(':')[2]}" in constraints.splitlines()


def test_services_find_the_pods_they_name() -> None:
    every = [each for path in (DEPLOY / "kubernetes").glob("*.yaml") for each in documents(path) if "kind" in each]
    labels = [each["spec"]["template"]["metadata"]["labels"] for each in every if each["kind"] == "Deployment"]
    for service in (each for each in every if each["kind"] == "Service"):
        assert service["spec"]["selector"] in labels

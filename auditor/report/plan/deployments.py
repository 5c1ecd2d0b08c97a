"""What to write into a Compose file so that a service runs as it should."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.documents import Document, Pointer, Value
from auditor.model.claims import Claim
from auditor.report.plan.contracts import reached
from auditor.report.plan.steps import MAKES, Setting, Step
from auditor.report.plan.wanted import Put, Wanted, at
from auditor.report.plan.writing import Plain

ATTRIBUTES = frozenset(("pinned", "resource_limits", "health_check", "privileged", "inline_secrets"))


def deployment(setting: Setting, subject: str, attribute: str) -> Step | None:
    """Return how the Compose file that a service stands in makes an attribute good; None where it cannot."""
    claim = _claim(setting, subject)
    if claim is None or claim.location is None or claim.location.tree is None or attribute not in ATTRIBUTES:
        return None
    pointer, root = claim.location.pointer[:2], claim.location.tree.value
    service = reached(root, pointer)
    if pointer[:1] != ("services",) or not isinstance(service, dict):
        return None
    match attribute:
        case "pinned":
            return _pinned(claim.location.document, subject, pointer, service)
        case "resource_limits":
            limits: Plain = {"memory": "<most memory it was seen to use, such as 512M>"}
            wanted = at((*pointer, "deploy", "resources", "limits"), Put(limits))
            return _step(claim.location.document, subject, wanted, complete=False)
        case "health_check":
            test: Plain = ["CMD", "<command that fails where the service cannot answer>"]
            wanted = at((*pointer, "healthcheck"), Put({"test": test, "interval": "30s"}))
            return _step(claim.location.document, subject, wanted, complete=False)
        case "privileged" if service.get("privileged") is True:
            wanted = at((*pointer, "privileged"), Put(False))
            return _step(claim.location.document, subject, wanted, complete=True, note=_RIGHTS)
        case "inline_secrets":
            return _secrets(setting, claim.location.document, subject, pointer, service)
        case _:
            return None


_RIGHTS = "The service loses rights; see that it needs none of them."


def _claim(setting: Setting, subject: str) -> Claim | None:
    found = (c for c in setting.system.claims(subject) if c.attribute == "deployed_as" and c.location is not None)
    return next((c for c in found if c.location is not None and c.location.path not in setting.descriptions), None)


def _step(document: Document, subject: str, wanted: Wanted, *, complete: bool, note: str = "") -> Step:
    return Step(subject=subject, document=document, wanted=wanted, complete=complete, effect=MAKES, note=note)


def _pinned(document: Document, subject: str, pointer: Pointer, service: Mapping[str, Value]) -> Step | None:
    image = service.get("image")
    if not isinstance(image, str):
        return None
    slash = image.rfind("/")
    repository = image[: slash + 1] + image[slash + 1 :].partition("@")[0].partition(":")[0]
    wanted = at((*pointer, "image"), Put(f"{repository}:<exact version>@sha256:<digest>"))
    note = "The digest of the image that runs today: `docker image inspect --format '{{index .RepoDigests 0}}' IMAGE`."
    return _step(document, subject, wanted, complete=False, note=note)


def _secrets(
    setting: Setting, document: Document, subject: str, pointer: Pointer, service: Mapping[str, Value]
) -> Step | None:
    fact = next((c for c in setting.system.claims(subject) if c.attribute == "inline_secrets" and c.value), None)
    environment = service.get("environment")
    name = fact.value[0] if fact is not None and isinstance(fact.value, tuple) else None
    if not isinstance(name, str) or not isinstance(environment, dict) or name not in environment:
        return None
    wanted: Wanted = {"environment": {name: Put(f"${{{name}:?}}")}}
    for step in reversed(pointer):
        wanted = {step: wanted}
    note = "Replace the secret: whoever read the file knows it. The patch would show it, so make the change by hand."
    return _step(document, subject, wanted, complete=True, note=note)

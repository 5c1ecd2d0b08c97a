"""Recomputes the numbers of a report from its own JSON, by formulas of its own, and tells what does not agree."""

from __future__ import annotations

from auditor import __version__
from auditor.report.identity import manifest_digest, manifest_lines
from auditor.report.ledger import Difference, Ledger, Recount
from auditor.report.method import formulas_of
from auditor.report.recompute_counts import (
    recount_areas,
    recount_baseline,
    recount_clauses,
    recount_controls,
    recount_findings,
    recount_known,
    recount_paths,
)
from auditor.report.recompute_levels import recount_verdict
from auditor.report.recompute_lines import recount_lines
from auditor.report.schema import Report

__all__ = ["Difference", "Recount", "recompute"]


def recompute(report: Report) -> Recount:
    """Return how many statements of a report were recomputed from its other parts, and which differ.

    Recomputed are the counts of controls, areas and clauses, what is known, gates, levels, the verdict with what stands
    in the way and its conditions, the five lines, the counts of findings and their fingerprints, of the baseline and of
    framework paths, and the manifest of the inputs. What the audit found by trying (what a recommendation closes, what
    would be if), the results of benchmarks, and how many subjects a control does not apply to rest on the inputs
    themselves: to check those, the audit is run again.
    """
    ledger = Ledger(same_words=report.tool.version == __version__)
    recount_controls(report, ledger)
    recount_findings(report, ledger)
    recount_areas(report, ledger)
    recount_known(report, ledger)
    recount_verdict(report, ledger)
    recount_lines(report, ledger)
    recount_clauses(report, ledger)
    recount_baseline(report, ledger)
    recount_paths(report, ledger)
    _recount_method(report, ledger)
    return ledger.recount


def _recount_method(report: Report, ledger: Ledger) -> None:
    method = report.method
    if method is None:
        return
    ledger.expect("/method/manifest_sha256", method.manifest_sha256, manifest_digest(report.inputs))
    ledger.expect("/method/manifest_files", method.manifest_files, len(manifest_lines(report.inputs)))
    if not ledger.same_words:
        return
    again = {formula.id: formula for formula in formulas_of(report)}
    ledger.expect("/method/formulas", [formula.id for formula in method.formulas], list(again))
    for at, formula in enumerate(method.formulas):
        applied = again[formula.id].applied if formula.id in again else ()
        ledger.expect(f"/method/formulas/{at}/applied", len(formula.applied), len(applied))
        for place, (stated, found) in enumerate(zip(formula.applied, applied, strict=False)):
            where = f"/method/formulas/{at}/applied/{place}"
            ledger.expect(f"{where}/numbers", stated.numbers, found.numbers)
            ledger.expect(f"{where}/result", stated.result, found.result)
            ledger.expect(f"{where}/of", stated.of, found.of)
            ledger.expect(f"{where}/at", stated.at, found.at)

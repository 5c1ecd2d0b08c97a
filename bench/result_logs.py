"""Makes logs of evaluations of any size, and measures what reading them takes."""

from __future__ import annotations

import json
import random
from pathlib import Path

from measuring import AUDIT, measure, row

_SIZE = 1_000_000_000
_MODEL = "acme/zen-2-2026-01-01"
_FILLER = "x" * 2000
_TASKS = 114


def bench_result_logs(folder: Path) -> None:
    """Logs of 1 GB, one a single JSON text and one a record a line (promised: under 300 MB each)."""
    for name, write in (("results.json", write_tau2), ("evals.jsonl", write_evals)):
        path = folder / name
        write(path, _SIZE)
        command = [AUDIT, "--quiet", "--fail-on", "never", name, "-o", "log.json"]
        row(f"{name} of 1 GB to JSON", measure(command, runs=1, folder=folder), "promised: under 300 MB")
        path.unlink()


def write_tau2(path: Path, size: int) -> None:
    """Write results of tau2-bench with transcripts, a little more than so many bytes."""
    chance = random.Random(1)
    agent = {"implementation": "llm_agent", "llm": _MODEL, "llm_args": {"reasoning_effort": "high"}}
    head = {
        "timestamp": "2026-09-14T08:12:40",
        "info": {
            "git_commit": "a2c0247",
            "num_trials": 4,
            "max_steps": 200,
            "user_info": {"implementation": "user_simulator", "llm": "gpt-4.1-2025-04-14", "llm_args": {}},
            "agent_info": agent,
            "environment_info": {"domain_name": "retail", "policy": ""},
        },
        "tasks": [{"id": str(number)} for number in range(_TASKS)],
    }
    call = {"id": "c", "name": "get_order", "arguments": {"order": 1}, "requestor": "assistant"}
    turn = [
        {
            "role": "assistant",
            "content": _FILLER[:600],
            "tool_calls": [call],
            "usage": {"prompt_tokens": 4000, "completion_tokens": 60},
        },
        {"role": "tool", "content": _FILLER, "requestor": "assistant", "error": False},
    ]
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps(head)[:-1] + ', "simulations": [')
        number = 0
        while file.tell() < size or number % _TASKS:
            simulation = {
                "id": f"s{number}",
                "task_id": str(number % _TASKS),
                "trial": number // _TASKS,
                "termination_reason": "user_stop",
                "reward_info": {"reward": float(chance.random() < 0.6)},
                "messages": turn * 10,
            }
            file.write((", " if number else "") + json.dumps(simulation))
            number += 1
        file.write("]}")


def write_evals(path: Path, size: int) -> None:
    """Write records of OpenAI evals, a little more than so many bytes."""
    chance = random.Random(1)
    spec = {"completion_fns": [_MODEL], "eval_name": "trips.dev.v0", "base_eval": "trips", "split": "dev",
            "run_id": "r1", "created_at": "2026-05-01 10:00:00.000000"}  # fmt: skip
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps({"spec": spec}) + "\n")
        number = 0
        while file.tell() < size:
            sample = f"trips.dev.{number}"
            correct = chance.random() < 0.7
            for kind, data in (("sampling", {"prompt": _FILLER}), ("match", {"correct": correct, "picked": "a"})):
                event = {"run_id": "r1", "event_id": number, "sample_id": sample, "type": kind, "data": data}
                file.write(json.dumps(event) + "\n")
            number += 1
        file.write(json.dumps({"final_report": {}, "run_id": "r1"}) + "\n")

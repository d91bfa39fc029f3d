"""Batches that were perhaps created and not noted, since a submit was cut off: looked for before anything else."""

from __future__ import annotations

from collections.abc import Callable

from extractor import wording
from extractor.jobs.records import Job, Jobs
from extractor.jobs.service import Service

Tell = Callable[[str], None]
"""Says one line to who gave the command."""


def unsettled(job: Job) -> bool:
    """Whether it is not known of a batch if it is there."""
    return any(batch.state == "waiting" and batch.id is None for batch in job.batches)


def settled(job: Job, jobs: Jobs, service: Service, tell: Tell) -> Job | None:
    """Ask the server which batches of a job are there, and note it; None where none is, and the job is gone.

    The batches bear the job's name, so that none is paid for twice. What is not there was never created: its requests
    are free to be submitted again.
    """
    if not unsettled(job):
        return job
    found = service.created(job)
    for number, batch in enumerate(job.batches):
        if batch.state == "waiting" and batch.id is None:
            there = {"id": found[number]} if number in found else {"state": "unsent"}
            job = job.with_batch(number, **there)
    tell(_told(job))
    if all(batch.state == "unsent" for batch in job.batches):
        jobs.discard(job)
        return None
    jobs.save(job)
    return job


def _told(job: Job) -> str:
    unsent = sum(batch.state == "unsent" for batch in job.batches)
    there = f"of its {wording.counted(len(job.batches), 'input file')} {len(job.batches) - unsent} were begun"
    again = "; submit sends the others again" if unsent else ""
    return f"Job {job.id} was cut off when it was submitted: {there}{again}."

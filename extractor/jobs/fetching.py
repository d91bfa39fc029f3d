"""Bring answers home: each into the cache, so that an extraction with the same settings replays them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from extractor import wording
from extractor.cache import Cache
from extractor.client.transport import ADAPTED
from extractor.errors import ExtractorError
from extractor.jobs.finding import Known, Read, find
from extractor.jobs.reaping import Harvest, Reaping
from extractor.jobs.records import Job, Jobs
from extractor.jobs.service import Service, State
from extractor.jobs.settling import Tell, settled
from extractor.prices import cost_of
from extractor.tally import DONE, INCOMPLETE, NOTHING
from extractor.terminal import say

_MOST_COMPLAINTS = 3


def fetch(name: str | None, jobs: Jobs, tell: Tell, *, base_url: str | None = None) -> int:
    """Put the answers of a job into the cache.

    What stands in the way of one batch stands not in that of another: it is told, and the batch waits.

    Args:
        name: The job; None: the newest that is not fetched.
        jobs: The jobs of the cache.
        tell: Says one line.
        base_url: The server's address, where it is another than when the job was submitted.

    Returns:
        The exit code: 1 where some are not there yet, or failed; 2 where of no batch anything could be learnt.

    Raises:
        ExtractorError: There is no such job, or it cannot be asked for.
    """
    jobs.chosen(name)  # where there is none, no folder is made
    with jobs.held():
        job = jobs.chosen(name)
        if job is None or not job.waits:
            tell(f"Job {job.id} was fetched before." if job else "Every job was fetched before.")
            return DONE
        with Service(job.reading.model, base_url or job.address) as service:
            there = settled(job, jobs, service, tell)
            return _fetched(there, jobs, service, tell) if there else INCOMPLETE


def _fetched(job: Job, jobs: Jobs, service: Service, tell: Tell) -> int:
    with Cache.open(jobs.cache) as cache:
        reaping = Reaping(job, cache, service)
        asked = [n for n, batch in enumerate(job.batches) if batch.state == "waiting" and batch.id]
        lost = 0
        for number in asked:
            try:
                job = _reaped(number, job, reaping, service, tell)
                cache.sync()  # what the record says was fetched must not be paid for again
                jobs.save(job)
            except ExtractorError as error:
                say(str(error))
                lost += 1
    for line in _told(reaping.harvest, job, jobs):
        tell(line)
    if not job.waits:
        tell(_further(job, jobs))
        jobs.forget_keys(job)
    if lost and lost == len(asked) and not reaping.harvest.outcomes:
        return NOTHING
    return INCOMPLETE if job.waits or any(batch.failed for batch in job.batches) else DONE


def _reaped(number: int, job: Job, reaping: Reaping, service: Service, tell: Tell) -> Job:
    """The job with one batch looked at, and taken in where it has ended."""
    batch = job.batches[number]
    assert batch.id, "it was begun"  # noqa: S101
    state = service.state(batch.id)
    if not state.ended or state.status != "completed":
        tell(f"Batch {batch.id} {_end_of(state)}.")
    return _with(job, number, reaping.reap(state, batch.requests), reaping.harvest) if state.ended else job


def _with(job: Job, number: int, answered: int, harvest: Harvest) -> Job:
    """The job with a batch whose answers are in the cache."""
    failed = job.batches[number].requests - answered
    refused = tuple(sorted({*job.refused, *harvest.refused}))
    return job.with_batch(number, state="fetched", answered=answered, failed=failed).model_copy(
        update={"refused": refused}
    )


def _end_of(state: State) -> str:
    if state.status == "failed":
        why = "; ".join(state.complaints[:_MOST_COMPLAINTS]) or "it does not say why"
        return f"failed its validation, and nothing was paid: {why.rstrip('.')}"
    ends = {"expired": "was not done within 24 hours", "cancelled": "was cancelled"}
    return ends.get(state.status, f"is not ready: {state.words()}")


def _told(harvest: Harvest, job: Job, jobs: Jobs) -> Iterator[str]:
    if answers := harvest.outcomes["answer"]:
        yield f"{wording.counted(answers, 'answer')} put into {jobs.cache}."
    if ended := {name: count for name, count in harvest.outcomes.items() if name != "answer"}:
        named = ", ".join(f"{count:,} {name}" for name, count in sorted(ended.items()))
        yield f"{named}: noted as such, which a run with --offline replays, and any other asks again."
    for why, count in harvest.faults.most_common():
        yield f"{wording.counted(count, 'request')} without an answer: {why}"
    for name in sorted(harvest.refused):
        yield f"{job.reading.model} refuses {name}: the next submit {_instead(name)}."
    if harvest.usage.requests:
        cost = cost_of(harvest.usage, job.reading.model, batch=True)
        dollars = f"{wording.dollars(cost)} at half price" if cost is not None else "price unknown"
        yield f"Paid: {wording.cost(harvest.usage)}, {dollars}."


def _instead(name: str) -> str:
    other = ADAPTED[name]
    return f"sends {other} instead" if other else "leaves it out"


def _further(job: Job, jobs: Jobs) -> str:
    """What the answers lead to: re-asks of rejected drafts, the halves of what was cut off."""
    if "-" in job.reading.paths:
        return "Submit again to learn whether further requests follow from these answers."
    failed = sum(batch.failed for batch in job.batches)
    again = f"{wording.counted(failed, 'request')} to be submitted again. " if failed else ""
    with Known(jobs.waiting(), jobs.keys(job)) as known:
        seen = asyncio.run(find(job.reading, job.reading.settings(jobs.cache), known, _pass_over))
    return again + (_leads_to(seen) if seen.requests or not failed else "None further follow from these answers.")


def _leads_to(seen: Read) -> str:
    if not seen.requests:
        return "No further requests follow: extract with the same options and --offline reads the articles at no cost."
    follow = "request follows" if seen.requests == 1 else "requests follow"
    return (
        f"{seen.requests:,} further {follow} from these answers: submit again, or let extract ask them at full price."
    )


def _pass_over(_: object) -> None:
    """Take a request that is only counted."""

"""Say how far jobs are."""

from __future__ import annotations

from extractor import wording
from extractor.errors import ExtractorError
from extractor.jobs.records import Batch, Job, Jobs
from extractor.jobs.service import Service
from extractor.jobs.settling import Tell, settled
from extractor.tally import DONE, INCOMPLETE, NOTHING
from extractor.terminal import say


def status(name: str | None, jobs: Jobs, tell: Tell, *, base_url: str | None = None) -> int:
    """Tell of one job, or of all; return the exit code.

    It is 1 where one is not ready or something failed, 2 where nothing could be learnt of any.

    Raises:
        ExtractorError: There is no such job, or none at all, or nothing could be learnt of the one that is named.
    """
    jobs.chosen(name)  # where there is none, no folder is made
    with jobs.held():
        chosen = jobs.chosen(name)
        if name is not None and chosen:
            return _of_job(chosen, jobs, tell, base_url)
        codes = [_guarded(job, jobs, tell, base_url) for job in jobs.all()]
        learnt = [code for code in codes if code is not None]
        return NOTHING if not learnt else INCOMPLETE if len(learnt) < len(codes) else max(learnt)


def _guarded(job: Job, jobs: Jobs, tell: Tell, base_url: str | None) -> int | None:
    """Tell of one job among others; None where nothing could be learnt of it, which stands in no other's way."""
    try:
        return _of_job(job, jobs, tell, base_url)
    except ExtractorError as error:
        say(str(error))
        return None


def _of_job(job: Job, jobs: Jobs, tell: Tell, base_url: str | None) -> int:
    tell(f"{job.id}: {job.reading.model}, {wording.counted(job.requests, 'request')}, {job.address}")
    if not job.waits:
        return max(_of_batch(batch, None, tell) for batch in job.batches)
    with Service(job.reading.model, base_url or job.address) as service:
        there = settled(job, jobs, service, tell)
        return max(_of_batch(batch, service, tell) for batch in there.batches) if there else INCOMPLETE


def _of_batch(batch: Batch, service: Service | None, tell: Tell) -> int:
    """Tell of one batch; what was fetched is known without asking."""
    if batch.state == "waiting" and batch.id is None:
        tell(f"  may have been begun: {wording.counted(batch.requests, 'request')} that are not sent again")
        return INCOMPLETE
    if batch.state == "unsent" or batch.id is None:
        tell(f"  was not begun: {wording.counted(batch.requests, 'request')} that submit is free to send")
        return DONE
    if batch.state == "fetched" or service is None:
        failed = f", {batch.failed:,} failed" if batch.failed else ""
        tell(f"  {batch.id}: fetched, {batch.answered:,} of {batch.requests:,} answered{failed}")
        return INCOMPLETE if batch.failed else DONE
    state = service.state(batch.id)
    tell(f"  {batch.id}: {state.words()}")
    for complaint in state.complaints:
        tell(f"    {complaint}")
    return DONE if state.status == "completed" and not state.failed else INCOMPLETE

"""What concerns the network as a whole, and the API itself."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Path

from clinic_cms.api.operations import OperationRouter, Result
from clinic_cms.api.parameters import Cursor, Fields, Limit, cut, decode
from clinic_cms.api.problems import NOTHING_HERE, PROBLEM_TYPES, ProblemKind
from clinic_cms.api.schemas.routing import Host, HostList
from clinic_cms.api.visits import clinic_of_host, nothing, refuse_retired
from clinic_cms.serving.clinic_sites import list_hosts
from clinic_cms.serving.surrogates import CLINICS

router = OperationRouter(tags=["Network"])

Code = Annotated[str, Path(..., description="The id of the problem.", example=NOTHING_HERE.code)]


@router.read("/network/hosts", HostList, "listHosts")
def list_all_hosts(
    request: HttpRequest, cursor: Cursor = None, limit: Limit = 50, fields: Fields = None
) -> Result:
    """List the hosts on which clinics answer, for static builds; on a clinic's host its own."""
    here = clinic_of_host(request)
    if here is not None:
        refuse_retired(here)
    rows = list_hosts(
        after=decode(cursor), limit=limit + 1, clinic_id=here.clinic.pk if here else None
    )
    page, following = cut(rows, limit, lambda host: host.hostname)
    content = HostList(items=[Host.of(host) for host in page], next=following)
    return Result(content, here, keys=() if here else (CLINICS,))


@router.read("/problems/{code}", ProblemKind, "getProblem", url_name="problem")
def get_problem(request: HttpRequest, code: Code, fields: Fields = None) -> Result:
    """Get what a kind of problem means: the address that `type` names in every problem."""
    if code not in PROBLEM_TYPES:
        raise nothing(code)
    return Result(PROBLEM_TYPES[code])

"""What concerns the network as a whole, and the API itself."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Router
from ninja.params.functions import Path

from clinic_cms.api.paging import cut, decode
from clinic_cms.api.parameters import Cursor, Fields, Limit
from clinic_cms.api.problems import KINDS, ProblemKind
from clinic_cms.api.request_context import about
from clinic_cms.api.schemas.clinics import Host, HostList
from clinic_cms.api.visits import clinic_of_host, nothing, refuse_retired
from clinic_cms.serving.visit import list_hosts

router = Router(tags=["Network"])

Code = Annotated[str, Path(..., description="The id of the problem.", example="clinic_cms.V005")]


@router.get("/network/hosts", response=HostList, operation_id="listHosts")
def list_all_hosts(
    request: HttpRequest, cursor: Cursor = None, limit: Limit = 50, fields: Fields = None
) -> HostList:
    """List the hosts on which clinics answer, for static builds; on a clinic's host its own."""
    here = clinic_of_host(request)
    if here is not None:
        refuse_retired(here)
        about(request).note_clinic(here)
    else:
        about(request).note_clinics()
    found = list_hosts(
        after=decode(cursor), limit=limit + 1, clinic_id=here.clinic.pk if here else None
    )
    page, following = cut(found, limit, lambda host: host.hostname)
    return HostList(items=[Host.of(host) for host in page], next=following)


@router.get("/problems/{code}", response=ProblemKind, operation_id="getProblem", url_name="problem")
def get_problem(request: HttpRequest, code: Code, fields: Fields = None) -> ProblemKind:
    """Get what a kind of problem means: the address that `type` names in every problem."""
    kind = KINDS.get(code)
    if kind is None:
        raise nothing(code)
    return ProblemKind.model_validate(kind, from_attributes=True)

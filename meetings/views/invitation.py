from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from meetings.access import led_meeting, secret_page
from meetings.invitation import event


@require_safe
@secret_page
def calendar(request, key):
    """The meeting for people's calendars."""
    meeting = led_meeting(request, key)
    file = event(meeting, module_address(request, meeting))
    response = HttpResponse(file, content_type='text/calendar; charset=utf-8')
    response.headers['Content-Disposition'] = 'attachment; filename="avdelingsmote.ics"'
    return response


def module_address(request, meeting):
    """Where those who are to come can read; the front page when the module is gone."""
    return request.build_absolute_uri(meeting.module.get_absolute_url() if meeting.module else reverse('front'))

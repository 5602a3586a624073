from django.urls import include, path

from meetings.views import department, invitation, minutes, new_meeting, notes, paper, plan, run

# avdeling/<key>/
of_department = [
    path('', department.department, name='department'),
    path('adresse/', department.replace_address, name='replace-address'),
    path('adresse/ark/', department.address_sheet, name='address-sheet'),
    path('slett/', department.delete_department, name='delete-department'),
    path('planlegg/<slug:package_slug>/<slug:module_slug>/', new_meeting.new_meeting, name='new-department-meeting'),
]

# mote/<key>/
of_meeting = [
    path('', plan.meeting, name='meeting'),
    path('plan/', plan.edit_plan, name='edit-plan'),
    path('rom/', department.room_for_meeting, name='room-for-meeting'),
    path('kalender.ics', invitation.calendar, name='calendar'),
    path('kjoreplan/', paper.run_sheet, name='run-sheet'),
    path('bordkort/', paper.table_cards, name='table-cards'),
    path('refleksjonsark/', paper.reflection_sheet, name='reflection-sheet'),
    path('storskjerm/', run.meeting_wall, name='meeting-wall'),
    path('storskjerm/<str:place>/', run.meeting_wall, name='meeting-wall-place'),
    path('leder/', run.lead, name='lead'),
    path('tilstand/', run.state, name='state'),
    path('styr/', run.drive, name='drive'),
    path('avtale/', run.agree, name='agree'),
    path('siden-sist/', run.follow_up, name='follow-up'),
    path('notater/', notes.notes, name='notes'),
    path('notat/', notes.write_note, name='write-note'),
    path('referat/', minutes.minutes, name='minutes'),
    path('referat.docx', minutes.minutes_docx, name='minutes-docx'),
    path('referat.txt', minutes.minutes_text, name='minutes-text'),
]

urlpatterns = [
    path('avdeling/', department.new_department, name='new-department'),
    path('avdeling/<str:key>/', include(of_department)),
    path('mote/planlegg/<slug:package_slug>/<slug:module_slug>/', new_meeting.new_meeting, name='new-meeting'),
    path('mote/<str:key>/', include(of_meeting)),
]

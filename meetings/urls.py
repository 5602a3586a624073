from django.urls import path

from meetings.views import department, minutes, new_meeting, notes, paper, plan, run

urlpatterns = [
    path('avdeling/', department.new_department, name='new-department'),
    path('avdeling/<str:key>/', department.department, name='department'),
    path('avdeling/<str:key>/adresse/', department.replace_address, name='replace-address'),
    path('avdeling/<str:key>/adresse/ark/', department.address_sheet, name='address-sheet'),
    path('avdeling/<str:key>/slett/', department.delete_department, name='delete-department'),
    path(
        'avdeling/<str:key>/planlegg/<slug:package_slug>/<slug:module_slug>/',
        new_meeting.new_meeting,
        name='new-department-meeting',
    ),
    path('mote/planlegg/<slug:package_slug>/<slug:module_slug>/', new_meeting.new_meeting, name='new-meeting'),
    path('mote/<str:key>/', plan.meeting, name='meeting'),
    path('mote/<str:key>/rom/', department.room_for_meeting, name='room-for-meeting'),
    path('mote/<str:key>/plan/', plan.edit_plan, name='edit-plan'),
    path('mote/<str:key>/kalender.ics', plan.calendar, name='calendar'),
    path('mote/<str:key>/kjoreplan/', paper.run_sheet, name='run-sheet'),
    path('mote/<str:key>/bordkort/', paper.table_cards, name='table-cards'),
    path('mote/<str:key>/refleksjonsark/', paper.reflection_sheet, name='reflection-sheet'),
    path('mote/<str:key>/storskjerm/', run.meeting_wall, name='meeting-wall'),
    path('mote/<str:key>/storskjerm/<str:place>/', run.meeting_wall, name='meeting-wall-place'),
    path('mote/<str:key>/leder/', run.lead, name='lead'),
    path('mote/<str:key>/tilstand/', run.state, name='state'),
    path('mote/<str:key>/styr/', run.drive, name='drive'),
    path('mote/<str:key>/avtale/', run.agree, name='agree'),
    path('mote/<str:key>/siden-sist/', run.follow_up, name='follow-up'),
    path('mote/<str:key>/notater/', notes.notes, name='notes'),
    path('mote/<str:key>/notat/', notes.write_note, name='write-note'),
    path('mote/<str:key>/referat/', minutes.minutes, name='minutes'),
    path('mote/<str:key>/referat.docx', minutes.minutes_docx, name='minutes-docx'),
    path('mote/<str:key>/referat.txt', minutes.minutes_text, name='minutes-text'),
]

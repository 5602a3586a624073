from django.urls import include, path

from meetings.views import addresses, agreement, department, invitation, minutes, new_meeting, notes, paper, plan, run

# avdeling/<key or public name>/
of_department = [
    path('', department.department, name='department'),
    path('adresse/', addresses.department_address, name='department-address'),
    path('adresse/ark/', addresses.address_sheet, name='address-sheet'),
    path('glem/', addresses.forget_department, name='forget-department'),
    path('mote/<str:name>/', addresses.to_meeting, {'place': 'meeting'}, name='to-meeting'),
    path('mote/<str:name>/storskjerm/', addresses.to_meeting, {'place': 'meeting-wall'}, name='to-meeting-wall'),
    path('mote/<str:name>/referat/', addresses.to_meeting, {'place': 'minutes'}, name='to-minutes'),
    path('slett/', department.delete_department, name='delete-department'),
    path('planlegg/<slug:package_slug>/<slug:module_slug>/', new_meeting.new_meeting, name='new-department-meeting'),
]

# mote/<key or public name>/
of_meeting = [
    path('', plan.meeting, name='meeting'),
    path('adresse/', addresses.meeting_address, name='meeting-address'),
    path('kode/', addresses.new_pairing_code, name='new-pairing-code'),
    path('glem/', addresses.forget_meeting, name='forget-meeting'),
    path('slett/', addresses.delete_meeting, name='delete-meeting'),
    path('ov/', run.rehearse, name='rehearse'),
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
    path('avtale/', agreement.agree, name='agree'),
    path('siden-sist/', agreement.follow_up, name='follow-up'),
    path('notater/', notes.notes, name='notes'),
    path('notat/', notes.write_note, name='write-note'),
    path('referat/', minutes.minutes, name='minutes'),
    path('til-stede/', minutes.attendance, name='attendance'),
    path('referat.docx', minutes.minutes_docx, name='minutes-docx'),
    path('referat.txt', minutes.minutes_text, name='minutes-text'),
]

urlpatterns = [
    path('avdeling/', department.new_department, name='new-department'),
    path('avdeling/<str:key>/', include(of_department)),
    path('mote/planlegg/', new_meeting.choose_module, name='choose-module'),
    path('mote/planlegg/<slug:package_slug>/<slug:module_slug>/', new_meeting.new_meeting, name='new-meeting'),
    path('mote/skjerm/', addresses.pair, name='pair'),
    path('mote/<str:key>/', include(of_meeting)),
]

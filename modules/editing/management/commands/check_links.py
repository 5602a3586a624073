from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.editing import link_check
from modules.models import LinkCheck


class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.description = _(
            'Spør hver adresse innholdet lenker til, om den svarer. Svarene står i helsesjekken. Passer for cron.'
        )

    def handle(self, *args, **options):
        answers = link_check.run()
        for url, answer in answers.items():
            if answer.result == LinkCheck.Result.BROKEN:
                self.stdout.write(f'{url} {answer.detail}')
            elif answer.result == LinkCheck.Result.MOVED:
                self.stdout.write(_('%(url)s er flyttet til %(moved_to)s') % {'url': url, 'moved_to': answer.moved_to})
        wrong = sum(answer.result != LinkCheck.Result.WORKS for answer in answers.values())
        text = ngettext(
            '%(count)d adresse kontrollert, %(wrong)d bør sees over.',
            '%(count)d adresser kontrollert, %(wrong)d bør sees over.',
            len(answers),
        )
        self.stdout.write(text % {'count': len(answers), 'wrong': wrong})

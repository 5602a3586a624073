from django.core.management.base import BaseCommand

from modules.editing import link_check
from modules.models import LinkCheck


class Command(BaseCommand):
    help = 'Spør hver adresse innholdet lenker til, om den svarer. Svarene står i helsesjekken. Passer for cron.'

    def handle(self, *args, **options):
        answers = link_check.run()
        for url, answer in answers.items():
            if answer.result == LinkCheck.Result.BROKEN:
                self.stdout.write(f'{url} {answer.detail}')
            elif answer.result == LinkCheck.Result.MOVED:
                self.stdout.write(f'{url} er flyttet til {answer.moved_to}')
        wrong = sum(answer.result != LinkCheck.Result.WORKS for answer in answers.values())
        self.stdout.write(f'{len(answers)} adresser kontrollert, {wrong} trenger et øye.')

"""The second step of a login, where TOTP is on: six digits from an app on the phone.

Loaded only then, because the table of phones exists only then.
"""

from django import forms
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.core import signing
from django.core.validators import RegexValidator
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django_otp import login, verify_token
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from modules import access

SALT = 'modules.editing.phone_code'
SETUP_SECONDS = 60 * 60
SIX_DIGITS = RegexValidator(r'^[0-9]{6}$', gettext_lazy('Koden er på seks sifre.'))


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy('Koden i appen'),
        help_text=gettext_lazy('Seks sifre. Appen viser en ny kode hvert halve minutt.'),
        error_messages={'required': gettext_lazy('Skriv koden som står i appen.')},
        widget=forms.TextInput(attrs={'inputmode': 'numeric', 'autocomplete': 'one-time-code', 'autofocus': True}),
    )

    def clean_code(self):
        code = ''.join(self.cleaned_data['code'].split())
        SIX_DIGITS(code)
        return code


@sensitive_post_parameters()
@never_cache
@require_http_methods(['GET', 'HEAD', 'POST'])
def ask(request):
    """Asks for the code; of one who has no phone with us yet, that she sets one up and shows that it works."""
    if not access.is_known(request):
        return redirect('admin:login')
    if 'logout' in request.POST:
        logout(request)
        return redirect('admin:login')
    if access.may_enter(request):
        return redirect(_where_she_was_going(request))

    known = TOTPDevice.objects.filter(user=request.user, confirmed=True).first()
    candidate = known or _candidate(request)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        code = form.cleaned_data['code']
        phone = _verified(request.user, known, code) if known else _set_up(request.user, candidate.key, code)
        if phone:
            request.session.cycle_key()
            login(request, phone)
            return redirect(_where_she_was_going(request))
        form.add_error('code', _fault(known))
    context = {'form': form, 'next': _where_she_was_going(request)}
    if not known:
        context |= {
            'address': candidate.config_url,
            'secret': _readable(candidate),
            'setup': signing.dumps([request.user.pk, candidate.key], salt=SALT),
        }
    return render(request, 'admin/phone_code.html', context, status=422 if form.errors else 200)


def _candidate(request):
    """A phone that is not kept yet: the one that was on the page sent, else a new one."""
    try:
        user_id, key = signing.loads(request.POST.get('setup', ''), salt=SALT, max_age=SETUP_SECONDS)
    except signing.BadSignature:
        user_id = None
    return TOTPDevice(user=request.user, key=key if user_id == request.user.pk else default_key())


def _verified(user, phone, code):
    """The phone when the code is its, counted against guessing; otherwise None."""
    return verify_token(user, phone.persistent_id, code)


def _set_up(user, key, code):
    """The new phone, kept when the code is its and the user has got no other in the meantime; otherwise None."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        phone = TOTPDevice(user=user, key=key, name='telefon')
        if not TOTPDevice.objects.filter(user=user).exists() and phone.verify_token(code):
            return phone
        transaction.set_rollback(True)


def _fault(phone):
    if phone:
        phone.refresh_from_db()
        allowed, details = phone.verify_is_allowed()
        if not allowed and details['failure_count'] > 2:
            until = timezone.localtime(details['locked_until']).strftime('%H.%M.%S')
            return _('Koden var feil flere ganger. Vent til klokka er %(until)s, og prøv med en ny kode.') % {
                'until': until
            }
    return _('Koden stemmer ikke. Vent til appen viser en ny, og prøv den.')


def _readable(phone):
    """The secret as apps take it when it is typed, in groups of four."""
    secret = phone.config_url.partition('secret=')[2].partition('&')[0]
    return ' '.join(secret[start : start + 4] for start in range(0, len(secret), 4))


def _where_she_was_going(request):
    address = request.POST.get('next') or request.GET.get('next') or ''
    if url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        return address
    return reverse('admin:index')

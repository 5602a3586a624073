"""What the writing field asks for while an editor writes: how the text will look, and a picture to be kept.

django-markdownx's own views let anyone in and keep what they are given (its addresses are never included). These two
answer the script (static/js/markdown-ask.js): editors only, and every answer says that it is ours, since a proxy or a
login in between answers with a page of its own, that nobody wants to see in the middle of a form.
"""

import uuid
from collections.abc import Callable
from functools import wraps

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from modules import access, markdown, tree
from modules.editing.pictures import FOLDER, PictureError, clean_picture
from modules.models.base import LONGEST_TEXT

LOGGED_OUT = gettext_lazy('Du er logget ut. Logg inn i et nytt vindu, og prøv igjen her.')
NOT_AN_EDITOR = gettext_lazy('Brukeren din kan ikke endre innholdet. Spør en administrator.')


def may_edit(request: HttpRequest) -> bool:
    """True for those who may change some of the content, and so use the tools for writing it."""
    return access.may_enter(request) and any(
        request.user.has_perm(f'{model._meta.app_label}.change_{model._meta.model_name}')
        for model in tree.content_models()
    )


def refusal(request: HttpRequest) -> str:
    """What a 403 says, in place of a redirect to a page."""
    return str(NOT_AN_EDITOR if access.may_enter(request) else LOGGED_OUT)


def _marked(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    @wraps(view)
    def marked(request: HttpRequest) -> HttpResponse:
        response = view(request)
        response.headers['Markdown-Field'] = 'true'
        return response

    return marked


@require_POST
@_marked
def preview(request: HttpRequest) -> HttpResponse:
    """The Markdown in `content` as the page will show it."""
    if not may_edit(request):
        return HttpResponseForbidden(refusal(request))
    if 'content' not in request.POST:
        return HttpResponse(_('Det var ingen tekst å vise.'), status=400)
    content = request.POST['content']
    if len(content) > LONGEST_TEXT:
        return HttpResponse(_('Teksten er for lang til å vises her.'), status=422)
    return HttpResponse(markdown.render(content))


@require_POST
@_marked
def upload(request: HttpRequest) -> JsonResponse:
    """Keep the picture in `image`; 400 or 403 have the errors by field.

    Answers `{"image_code": Markdown, "notice": what the picture lost by it, or ''}`.
    """
    if not may_edit(request):
        return JsonResponse({'image': [refusal(request)]}, status=403)
    try:
        picture = clean_picture(request.FILES.get('image'))
    except PictureError as error:
        return JsonResponse({'image': [str(error)]}, status=400)
    name = default_storage.save(f'{FOLDER}{uuid.uuid4()}.{picture.extension}', ContentFile(picture.content))
    alt = _('Beskriv bildet')
    return JsonResponse({'image_code': f'![{alt}]({default_storage.url(name)})', 'notice': picture.notice})

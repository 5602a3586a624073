"""What becomes of a picture from elsewhere: its colours, its weight, its size, and what it may cost to make it ours."""

import io
import itertools
import subprocess
import sys
import threading
import time

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageChops, ImageDraw, ImageStat

from modules.editing import pictures
from modules.editing.pictures import PictureError, clean_picture
from tests.icc import DISPLAY_P3, cmyk_profile, grey_profile, rgb_profile

ORIENTATION = 0x0112
# Where the camera's first pixel goes, for each way it may have been held (Exif 2.32, tag 274).
TURNS = {
    1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip


def as_file(image, format='PNG', **options):
    out = io.BytesIO()
    image.save(out, format, **options)
    return ContentFile(out.getvalue())


def cleaned(image, format='PNG', **options):
    """The image as it is kept, read back."""
    opened = Image.open(io.BytesIO(clean_picture(as_file(image, format, **options)).content))
    opened.load()
    return opened


def far_apart(one, other):
    """How unlike two pictures are, in shades (0–255) on the mean."""
    one, other = (image.convert('RGBA').convert('RGB') for image in (one, other))
    difference = ImageChops.difference(one, other)
    return max(ImageStat.Stat(difference).mean)


def screenshot(colors=64, size=(2400, 1350)):
    image = Image.new('RGB', size, 'white')
    draw = ImageDraw.Draw(image)
    inks = [(n * 37 % 200, n * 91 % 200, n * 53 % 200) for n in range(colors - 1)]
    for row, y in enumerate(range(10, size[1] - 30, 70)):
        draw.text((20, y), f'{row + 1}. Hvordan tar vi imot en ny kollega?', inks[row % len(inks)], font_size=34)
        draw.rectangle((size[0] - 300, y, size[0] - 40, y + 50), inks[-row % len(inks)])
    return image


# Colours

# By the matrices of the two spaces in the light of D50, worked out by hand.
P3_ORANGE, SRGB_ORANGE = (200, 100, 50), (216, 93, 24)


@pytest.mark.parametrize('format', ['PNG', 'JPEG', 'WEBP'])
def test_colours_of_a_phone_are_those_of_the_web_before_their_profile_goes(format):
    sent = Image.new('RGB', (64, 64), P3_ORANGE)

    kept = cleaned(sent, format, icc_profile=rgb_profile(DISPLAY_P3), quality=95)

    assert max(abs(a - b) for a, b in zip(kept.convert('RGB').getpixel((9, 9)), SRGB_ORANGE, strict=True)) <= 4
    assert 'icc_profile' not in kept.info


def test_colours_under_transparency_and_in_a_palette_are_turned_too():
    profile = rgb_profile(DISPLAY_P3)
    clear = Image.new('RGBA', (64, 64), (*P3_ORANGE, 90))

    assert cleaned(clear, icc_profile=profile).getpixel((9, 9)) == pytest.approx((*SRGB_ORANGE, 90), abs=3)
    indexed = Image.new('RGB', (64, 64), P3_ORANGE).quantize(8)
    assert cleaned(indexed, icc_profile=profile).convert('RGB').getpixel((9, 9)) == pytest.approx(SRGB_ORANGE, abs=3)


def test_print_and_grey_are_read_by_their_own_profiles():
    cyan = Image.new('CMYK', (64, 64), (255, 0, 0, 0))
    plain = cleaned(cyan, 'JPEG', quality=95).getpixel((9, 9))
    by_profile = cleaned(cyan, 'JPEG', quality=95, icc_profile=cmyk_profile(50)).getpixel((9, 9))

    assert plain == pytest.approx((0, 255, 255), abs=3)
    # Half the lightness is a shade of 119 on the web (CIE L* = 50).
    assert by_profile == pytest.approx((119, 119, 119), abs=4)
    for mode, value in (('L', 128), ('LA', (128, 70))):
        kept = cleaned(Image.new(mode, (64, 64), value), icc_profile=grey_profile(1.0))
        assert kept.mode == mode
        assert kept.convert('L').getpixel((9, 9)) == pytest.approx(188, abs=3)


@pytest.mark.parametrize('profile', [b'broken', rgb_profile(DISPLAY_P3)[:200], cmyk_profile(50), b'\0' * 3000])
def test_a_profile_that_says_nothing_is_passed_over(profile):
    kept = cleaned(Image.new('RGB', (64, 64), P3_ORANGE), icc_profile=profile)

    assert kept.getpixel((9, 9)) == P3_ORANGE
    assert 'icc_profile' not in kept.info


# Weight and sharpness


@pytest.mark.parametrize('mode', ['RGB', 'P', 'L', '1', 'RGBA'])
def test_picture_of_few_colours_is_as_sharp_as_one_of_many_and_no_larger_than_it_came(mode):
    shot = screenshot()
    sent = shot.quantize(64) if mode == 'P' else shot.convert(mode, dither=Image.Dither.NONE)
    file = as_file(sent, optimize=True)

    content = clean_picture(file).content

    assert len(content) <= file.size
    kept = Image.open(io.BytesIO(content)).convert('RGBA')
    smooth = sent.convert('RGB').resize((1600, 900), Image.Resampling.LANCZOS)
    assert far_apart(kept.resize((1600, 900), Image.Resampling.LANCZOS), smooth) < 0.5
    # What it was: every third line of pixels left out.
    assert far_apart(sent.convert('RGB').resize((1600, 900), Image.Resampling.NEAREST), smooth) > 1


@pytest.mark.parametrize(
    ('mode', 'format', 'options'),
    [
        *((mode, 'PNG', {'optimize': True}) for mode in ('1', 'L', 'LA', 'P', 'RGB', 'RGBA')),
        *(('RGB', 'JPEG', {'quality': quality}) for quality in (20, 50, 75, 95)),
        ('L', 'JPEG', {'quality': 40}),
        ('RGB', 'WEBP', {'quality': 40}),
        ('RGB', 'WEBP', {'lossless': True}),
        ('RGBA', 'WEBP', {'lossless': True}),
    ],
)
def test_picture_that_has_the_right_size_is_no_larger_than_it_came_and_looks_the_same(mode, format, options):
    shot = screenshot(size=(1200, 900))
    sent = shot.quantize(64) if mode == 'P' else shot.convert(mode, dither=Image.Dither.NONE)
    file = as_file(sent, format, **options)

    content = clean_picture(file).content

    assert len(content) <= file.size
    kept = Image.open(io.BytesIO(content))
    assert kept.size == sent.size
    assert far_apart(kept, Image.open(file)) < (0.01 if format == 'PNG' or 'lossless' in options else 3)


# Size


@pytest.mark.parametrize(
    ('came', 'kept'),
    [
        ((4000, 3000), (1600, 1200)),
        ((1350, 2400), (900, 1600)),
        ((1600, 1600), (1600, 1600)),
        # A chart is read by its short side.
        ((800, 6000), (800, 6000)),
        ((2000, 15000), (800, 6000)),
        ((6000, 800), (6000, 800)),
        # A thread of pixels is not let through whole: nothing can be read in it.
        ((1000, 40000), (400, 16000)),
        ((1, 40000), (1, 16000)),
        ((1, 1), (1, 1)),
    ],
)
def test_a_picture_is_small_enough_for_a_page_and_what_is_tall_or_wide_can_be_read(came, kept):
    assert cleaned(Image.new('L', came)).size == kept


# Every kind, held every way

PLACES = [(5, 5), (35, 5), (5, 20), (35, 20)]


def corners(mode):
    """40 × 25 with a shade of its own in three corners, and one that is clear where the mode has that."""
    image = Image.new('RGBA', (40, 25), (255, 255, 255, 255))
    for (x, y), shade in zip(PLACES, [(0, 0, 0, 255), (200, 20, 20, 255), (20, 20, 200, 255)], strict=False):
        image.paste(shade, (x - 5, y - 5, x + 5, y + 5))
    if mode in ('RGBA', 'LA', 'PA', 'P clear'):
        image.paste((0, 0, 0, 0), (30, 15, 40, 25))
    if mode == 'P clear':
        return image.quantize(8, Image.Quantize.FASTOCTREE)
    if mode == 'P':
        return image.convert('RGB').quantize(8)
    if mode == 'I;16':
        return image.convert('L').convert('I').point(lambda shade: shade * 257 + 0).convert('I;16')
    return image.convert(mode, dither=Image.Dither.NONE)


MODES = [(mode, 'PNG') for mode in ('1', 'L', 'LA', 'P', 'P clear', 'RGB', 'RGBA', 'I;16')]
MODES += [('RGB', 'JPEG'), ('L', 'JPEG'), ('CMYK', 'JPEG'), ('RGB', 'WEBP'), ('RGBA', 'WEBP')]


@pytest.mark.parametrize(('mode', 'format'), MODES)
@pytest.mark.parametrize('factor', [1, 60], ids=['as it came', 'shrunk'])
def test_every_kind_of_picture_stands_upright_however_it_was_held(mode, format, factor):
    sent = corners(mode)
    shown = corners('L' if mode == 'I;16' else mode).convert('RGBA')
    walked = 0

    for held, turn in TURNS.items():
        exif = Image.Exif()
        exif[ORIENTATION] = held
        large = sent.resize((40 * factor, 25 * factor), Image.Resampling.NEAREST)
        kept = cleaned(large, format, exif=exif).convert('RGBA')
        upright = shown.transpose(turn) if turn is not None else shown
        scale = kept.width / upright.width
        for x, y in itertools.product((5, upright.width - 5), (5, upright.height - 5)):
            got, wanted = kept.getpixel((round(x * scale), round(y * scale))), upright.getpixel((x, y))
            assert got[3] == pytest.approx(wanted[3], abs=3), (held, x, y)
            assert wanted[3] == 0 or got == pytest.approx(wanted, abs=14), (held, x, y)
            walked += 1
    assert walked == 8 * 4


def test_one_clear_colour_of_a_picture_stays_clear():
    for mode, clear, other in (('L', 7, 200), ('RGB', (1, 2, 3), (9, 200, 9)), ('I;16', 7, 40_000), ('1', 0, 1)):
        image = Image.new(mode, (20, 10), other)
        image.putpixel((0, 0), clear)

        kept = cleaned(image, transparency=clear).convert('RGBA')

        assert (kept.getpixel((0, 0))[3], kept.getpixel((5, 5))[3]) == (0, 255), mode


@pytest.mark.parametrize('format', ['PNG', 'WEBP'])
def test_an_animation_says_that_it_becomes_still(format):
    frames = [Image.new('RGB', (20, 10), color) for color in ('red', 'blue', 'green')]

    picture = clean_picture(as_file(frames[0], format, save_all=True, append_images=frames[1:], duration=90))

    assert picture.notice == 'Bildet var en animasjon. Her står det stille.'
    kept = Image.open(io.BytesIO(picture.content))
    assert getattr(kept, 'n_frames', 1) == 1
    assert kept.convert('RGB').getpixel((9, 9)) == pytest.approx((255, 0, 0), abs=3)
    assert clean_picture(as_file(frames[0], format)).notice == ''


def test_a_phones_own_format_is_refused_with_the_way_out():
    with pytest.raises(PictureError, match='lagre det som JPEG'):
        clean_picture(ContentFile(b'\0\0\0\x18ftypheic' + b'\0' * 100))


def test_a_jpeg_that_is_drawn_ten_thousand_times_over_is_refused_before_it_is_drawn():
    image = Image.new('L', (600, 600), 128)
    out = io.BytesIO()
    image.save(out, 'JPEG', progressive=True)
    content = out.getvalue()
    at = content.rindex(b'\xff\xda')
    scan = content[at:-2]
    assert content.count(b'\xff\xda') < 20 and clean_picture(ContentFile(content)).extension == 'jpg'

    with pytest.raises(PictureError, match='pakket på en uvanlig måte'):
        clean_picture(ContentFile(content[:-2] + scan * 10_000 + content[-2:]))


# Memory

LOCKED = """
import sys, time, fcntl
with open(sys.argv[1], 'rb') as lock:
    fcntl.flock(lock, fcntl.LOCK_EX)
    print('locked', flush=True)
    sys.stdin.read()
"""


def test_one_picture_is_drawn_at_a_time_in_all_the_processes_of_the_portal():
    other = subprocess.Popen(
        [sys.executable, '-c', LOCKED, pictures.__file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    other.stdout.readline()
    done = []
    drawing = [threading.Thread(target=lambda: done.append(cleaned(Image.new('L', (9, 9))))) for _ in range(3)]

    for thread in drawing:
        thread.start()
    time.sleep(0.5)
    assert done == []
    other.communicate()
    for thread in drawing:
        thread.join(10)

    assert len(done) == 3


def test_two_threads_never_draw_at_once(monkeypatch):
    inside, most = [], []
    draw = pictures._drawn_anew

    def slow(file):
        inside.append(file)
        most.append(len(inside))
        time.sleep(0.02)
        picture = draw(file)
        inside.remove(file)
        return picture

    monkeypatch.setattr(pictures, '_drawn_anew', slow)
    threads = [threading.Thread(target=cleaned, args=[Image.new('L', (9, 9))]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert most == [1] * 8


def test_a_picture_that_is_refused_lets_the_next_one_in():
    with pytest.raises(PictureError):
        clean_picture(ContentFile(b'not a picture'))

    assert cleaned(Image.new('L', (9, 9))).size == (9, 9)

"""What the tests in a browser need from the distribution. Run by itself it prints the packages that are missing."""

import shutil
import subprocess
from pathlib import Path


def missing():
    """The names of the Debian packages that have to be installed, or nothing."""
    libraries = Path('/usr/lib')
    present = {
        'chromium': any(map(shutil.which, CHROMIUM)),
        'firefox-esr': shutil.which('firefox-esr'),
        'webkit2gtk-driver': shutil.which('WebKitWebDriver'),
        'gir1.2-webkit2-4.1': any(libraries.glob('*/girepository-1.0/WebKit2-4.1.typelib')),
        'python3-gi': Path('/usr/lib/python3/dist-packages/gi').is_dir(),
        # WebKit's films.
        'gstreamer1.0-plugins-good': any(libraries.glob('*/gstreamer-1.0/libgstvpx.so')),
        'gstreamer1.0-plugins-bad': any(libraries.glob('*/gstreamer-1.0/libgstvideoparsersbad.so')),
        'xvfb': shutil.which('Xvfb'),
        # The first of our typefaces: another one takes another room.
        'fonts-inter': shutil.which('fc-match')
        and 'Inter' in subprocess.check_output(['fc-match', 'Inter'], text=True),
    }
    return [package for package, is_present in present.items() if not is_present]


CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome']

if __name__ == '__main__':
    print(*missing())

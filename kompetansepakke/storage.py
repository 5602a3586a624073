from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Static files under names that change with their content, also where one script imports another.

    Django rewrites an import where it is written as `import { name } from './file.js';`, on one line and with its
    semicolon (django.contrib.staticfiles.storage); tests/test_scripts.py holds that ours are.
    """

    support_js_module_import_aggregation = True

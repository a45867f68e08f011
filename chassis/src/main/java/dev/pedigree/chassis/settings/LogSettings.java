package dev.pedigree.chassis.settings;

/// `LOG` (`json` or `plain`) and `LOG_LEVEL`. Logback, which is there first, has acted on them already; here they are
/// checked and shown with the others.
final class LogSettings {
    private LogSettings() {}

    static void check(Settings settings) {
        String form = settings.text("LOG", "json");
        if (!form.equals("json") && !form.equals("plain")) {
            throw Settings.refuse("LOG", "is '" + form + "', and must be json or plain");
        }
        settings.text("LOG_LEVEL", "INFO");
    }
}

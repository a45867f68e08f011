package dev.pedigree.chassis.settings;

/// The settings do not make sense; the server does not start. The message says which one and what to write instead.
public final class SettingsException extends RuntimeException {
    public SettingsException(String message) {
        super(message);
    }
}

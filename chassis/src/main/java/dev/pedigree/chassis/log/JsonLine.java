package dev.pedigree.chassis.log;

/// One JSON object of text fields, on one line whatever the texts hold.
final class JsonLine {
    private final StringBuilder json = new StringBuilder("{");

    JsonLine field(String name, String text) {
        if (json.length() > 1) {
            json.append(',');
        }
        quote(name);
        json.append(':');
        quote(text);
        return this;
    }

    String end() {
        return json.append("}\n").toString();
    }

    private void quote(String text) {
        json.append('"');
        for (int index = 0; index < text.length(); index++) {
            escape(text.charAt(index));
        }
        json.append('"');
    }

    private void escape(char letter) {
        switch (letter) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> {
                if (letter < ' ' || letter == '\u2028' || letter == '\u2029') {
                    json.append("\\u%04x".formatted((int) letter));
                } else {
                    json.append(letter);
                }
            }
        }
    }
}

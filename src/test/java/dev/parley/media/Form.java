package dev.parley.media;

/** A multipart body, put together part by part. */
final class Form {
    static final String TYPE = "multipart/form-data; boundary=frontier";
    private static final byte[] END = Bytes.text("--frontier--\r\n");

    private final Bytes parts = new Bytes();

    static byte[] file(byte[] image) {
        return new Form().part("file", "a.png", "image/png", image).body();
    }

    /** Adds a part; null leaves the file name or the type out. */
    Form part(String name, String filename, String type, byte[] content) {
        parts.add("--frontier\r\nContent-Disposition: form-data; name=\"" + name + "\"");
        if (filename != null) {
            parts.add("; filename=\"" + filename + "\"");
        }
        if (type != null) {
            parts.add("\r\nContent-Type: " + type);
        }
        parts.add("\r\n\r\n").add(content).add("\r\n");
        return this;
    }

    byte[] body() {
        return Bytes.concat(parts.toArray(), END);
    }

    /** A body of exactly this size: the image, and zeros behind it. */
    static byte[] ofSize(byte[] image, int size) {
        int framing = file(new byte[0]).length;
        return file(java.util.Arrays.copyOf(image, size - framing));
    }
}

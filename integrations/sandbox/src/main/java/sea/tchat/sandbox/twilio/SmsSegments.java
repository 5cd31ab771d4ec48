package sea.tchat.sandbox.twilio;

/** How many SMS a text takes: GSM 03.38 (160, or 153 each when split), else UCS-2 (70, or 67). */
final class SmsSegments {
    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENDED = "^{}\\[~]|€\f";

    private SmsSegments() {}

    static int of(String text) {
        int septets = 0;
        for (char c : text.toCharArray()) {
            if (BASIC.indexOf(c) >= 0) {
                septets++;
            } else if (EXTENDED.indexOf(c) >= 0) {
                septets += 2;
            } else {
                return split(text.length(), 70, 67);
            }
        }
        return split(septets, 160, 153);
    }

    private static int split(int length, int whole, int part) {
        return length <= whole ? 1 : (length + part - 1) / part;
    }
}

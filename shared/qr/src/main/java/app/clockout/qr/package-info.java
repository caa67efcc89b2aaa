/** QR codes (ISO/IEC 18004), to be drawn on pages and in mails. */
@NullMarked
package app.clockout.qr;

import org.jspecify.annotations.NullMarked;

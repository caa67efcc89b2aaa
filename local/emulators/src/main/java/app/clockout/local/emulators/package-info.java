/** What tests and the local runtime stand on: the AWS services this system uses, in this JVM, and time that can be moved. */
@NullMarked
package app.clockout.local.emulators;

import org.jspecify.annotations.NullMarked;

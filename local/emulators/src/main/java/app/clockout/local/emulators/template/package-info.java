/** template.yaml, read with its line numbers and resolved as CloudFormation would. */
@NullMarked
package app.clockout.local.emulators.template;

import org.jspecify.annotations.NullMarked;

package diag

import (
	"slices"
	"strings"
)

// Code describes a diagnostic code: a short text, and a page that explains what
// it means and what to do.
type Code struct {
	Name  string
	Short string
	Page  string
}

// IsFalco says whether a code is one of Falco's.
func IsFalco(code string) bool { return strings.HasPrefix(code, "LOAD_") }

// Lookup finds a code by its name in any case.
func Lookup(name string) (Code, bool) {
	name = strings.ToUpper(name)
	i := slices.IndexFunc(Codes, func(c Code) bool { return c.Name == name })
	if i < 0 {
		return Code{}, false
	}
	return Codes[i], true
}

func short(code string) string {
	c, _ := Lookup(code)
	return c.Short
}

// Codes are all codes. Those that begin with LOAD_ are Falco's.
var Codes = []Code{
	{"LOAD_ERR_FILE_READ", "File read error", `
The file could not be read: it is missing, a folder, or closed to this user.
`},
	{"LOAD_ERR_YAML_PARSE", "YAML parse error", `
The file is not YAML. The position is where the parser gave up, which is often
behind the mistake: look at the line above, too.

Frequent causes: a colon followed by a blank in text without quotes, a tab as
indentation, a key indented by one blank too many or too few, text that begins
with @, %, & or *, and brackets that are not closed.

    desc: reads a: b          # wrong
    desc: "reads a: b"        # right
`},
	{"LOAD_ERR_YAML_VALIDATE", "Error validating internal structure of YAML file", `
The file is YAML, but an item does not have the shape that rule files need: a
required key is missing or empty, a value has the wrong type, a priority is none
of the known ones, or an override names a key that cannot be overridden.

A rule needs condition, output, desc and priority; a macro needs condition; a
list needs items.

    - rule: Shell in container
      desc: A shell was started in a container
      condition: evt.type = execve and proc.name = bash and container.id != host
      output: Shell (%proc.cmdline)
      priority: NOTICE
`},
	{"LOAD_ERR_COMPILE_CONDITION", "Error compiling condition", `
The condition of a rule or macro does not compile: its syntax is wrong, a field
does not exist, or an operator or value does not fit the field's type.

List names have been replaced and exceptions written out before the condition is
parsed, so the mistake may be in a list's item or an exception's value. Labels
show the way from there.

    proc.name = cat or(proc.pid = 1) and fd.num = 1   # wrong: needs blanks around or
    proc.pid contains 1                               # wrong: a number has no contains
    proc.pid = 1                                      # right
`},
	{"LOAD_ERR_COMPILE_OUTPUT", "Error compiling output", `
The output of a rule has a token that is neither a field nor a transformer of
one. A token begins with % and reaches as far as it makes sense.

There is no way to print a percent sign; leave it out or spell it.

    output: 90% of %proc.nme      # wrong: "% " and a field that does not exist
    output: most of %proc.name    # right
`},
	{"LOAD_ERR_VALIDATE", "Error validating rule/macro/list/exception objects", `
An item does not fit the others: something is appended to an item that does not
exist, a macro is not defined or refers to itself, a rule changes its source, an
exception's fields, comps and values do not match, or a version requirement is
not met.

Items are looked up in the same file above and in the files loaded before. Macros
see those defined before them; rules see all.
`},
	{"LOAD_ERR_EXTENSION", "Error in extension item", `
An item of an extended rule format is wrong. falcoc knows no extensions.
`},
	{"LOAD_UNKNOWN_SOURCE", "Unknown event source", `
The rule is about a source of events that is not there, for instance one whose
plugin is not loaded. It is kept, so that other items can change it, but never
compiled and never matches. Its condition is not checked.
`},
	{"LOAD_UNSAFE_NA_CHECK", "Unsafe <NA> comparison in condition", `
The condition compares a field with the text <NA>, which once stood for values
that are missing. Ask whether the field exists instead:

    ka.verb != <NA>      # unsafe
    ka.verb exists       # right
`},
	{"LOAD_NO_EVTTYPE", "Condition has no event-type restriction", `
The rule looks at more than a hundred types of events, because its condition does
not say which ones it is about. It costs time on every event.

    proc.name = nc                                   # every event
    evt.type in (execve, execveat) and proc.name = nc  # new programs only

An or with a branch that has no evt.type, or evt.type compared by anything else
than =, == or in, has no effect. Where the rule is meant to see everything, set
warn_evttypes: false.
`},
	{"LOAD_UNKNOWN_FILTER", "Unknown field or event-type in condition or output", `
The rule uses a field or an event type that does not exist, and says
skip-if-unknown-filter: true. So it was left out, and never matches. Check the
spelling if the rule is supposed to work here.
`},
	{"LOAD_UNUSED_MACRO", "Unused macro", `
No rule and no other macro refers to the macro. Remove it, or check the spelling
where it should be used. A macro in a rule of an unknown source does not count.
`},
	{"LOAD_UNUSED_LIST", "Unused list", `
No condition and no other list refers to the list. Remove it, or check the
spelling where it should be used: an unknown list name in a condition is not an
error, but taken as a value.
`},
	{"LOAD_UNKNOWN_ITEM", "Unknown rules file item", `
The item has none of the keys rule, macro, list, required_engine_version and
required_plugin_versions. It is ignored. Perhaps the key is misspelled.
`},
	{"LOAD_DEPRECATED_ITEM", "Used deprecated item", `
Something is used that will go away: append: true (write it under override), a
rule item with nothing but enabled (write override: {enabled: replace}), the
output token %container.info, or a field that only enter events had.

    - rule: Some rule            # old
      append: true
      condition: and proc.name != x

    - rule: Some rule            # new
      condition: and proc.name != x
      override:
        condition: append

Events are seen when calls return. So evt.dir = < is always true, evt.dir = > never,
and evt.latency and its kin have no value.
`},
	{"LOAD_WARNING_EXTENSION", "Warning in extension item", `
An item of an extended rule format is doubtful. falcoc knows no extensions.
`},
	{"LOAD_APPEND_NO_VALUES", "Overriding/appending with no values", `
An exception is appended to without values, which changes nothing.
`},
	{"LOAD_EXCEPTION_NAME_NOT_UNIQUE", "Multiple exceptions defined with the same name", `
Two exceptions of one rule have the same name. Both count, but values can be
appended to the first one only.
`},
	{"LOAD_INVALID_MACRO_NAME", "Invalid macro name", `
A macro's name is made of letters, digits and underscores, and begins with a
letter. Under any other name no condition can refer to it.
`},
	{"LOAD_INVALID_LIST_NAME", "Invalid list name", `
A list's name has no blanks, quotes, parentheses, commas and equals signs in it.
Under another name the list may work, as names are replaced as text, but tools
that parse conditions stumble over it.
`},
	{"LOAD_COMPILE_CONDITION", "Warning in rule condition", `
The condition compiles, but perhaps does not mean what was intended. A field's or
transformer's name on the right side of an operator is only text:

    proc.name = proc.pname        # compares with the text "proc.pname"
    proc.name = val(proc.pname)   # compares with the parent's name

A regex without special characters is slower than the operator that does the same.
`},
	{"LOAD_UNKNOWN_KEY", "Unknown key in item definition", `
The item has a key that nothing reads, perhaps a misspelled one. Keys of other
kinds of items count as unknown, too.
`},
	{"FALCOC_NEVER_TRUE", "Comparison that cannot be true", `
No value makes the comparison true, so the part of the condition that needs it
never matches.
`},
	{"FALCOC_ALWAYS_TRUE", "Comparison that is always true", `
The comparison is true whenever the field has a value. Write exists when that is
the question.
`},
	{"FALCOC_NUMBER", "Number that is not taken as written", `
The number does not fit the field's type and is cut or wrapped as Falco does it:
a negative number compared with an unsigned field becomes a huge one, a leading
zero does not mean octal.
`},
	{"FALCOC_SUSPICIOUS", "Suspicious comparison", `
The comparison is allowed, and probably not what was meant.
`},
	{"FALCOC_DIFFERS", "Comparison that Falco evaluates differently", `
Falco accepts the comparison, and evaluates it in a way that is plainly not what
it says, or crashes. Here it means what it says. When the same rules run in Falco,
too, write it in another way.
`},
	{"FALCOC_TOO_LARGE", "Condition too large", `
With lists and macros in place the condition grows beyond what can be a rule.
Look for macros or lists that contain each other many times over.
`},
	{"FALCOC_CONTRADICTION", "Comparisons that exclude each other", `
Two comparisons of the same field must both hold, and cannot. The part of the
condition that needs them never matches. Often an or was meant, or one of the two
came in through a macro.

    proc.name = nc and proc.name = ncat    # never
    proc.name in (nc, ncat)                # right

The edit changes what the rule matches, so --fix leaves it to you; the JSON formats
carry it as a guess for editors where the two stand beside each other.
`},
	{"FALCOC_REDUNDANT", "Operand without effect", `
An operand of an and or an or stands there twice, or is decided by another one. It
costs time, and perhaps another text was meant.

    fd.name startswith /etc or fd.name startswith /etc/ssh   # the second has no effect
    proc.args contains -d or proc.args contains --decode     # likewise
`},
	{"FALCOC_REPEATED_ITEM", "List item given twice", `
A list has an item twice. Nothing changes when one is removed, which --fix does.
`},
	{"FALCOC_HIDDEN_ITEM", "Item hidden by a shorter one", `
A path or text begins with another one of the same set, so it has no effect:
pmatch matches everything below a path.

    fd.name pmatch (/etc, /etc/ssh)   # /etc/ssh is below /etc
`},
	{"FALCOC_SHADOWED_RULE", "Rule that never fires", `
Whenever the rule's condition holds, that of an earlier rule does, too. Of the rules
that match an event only the first alerts, so this one never does. Rules come in the
order of their definition. The rule fires where all matching rules are asked for.

    - rule: Any shell        # evt.type = execve and proc.name in (sh, bash)
    - rule: Shell of nginx   # evt.type = execve and proc.name = sh and proc.pname = nginx

Put the narrower rule first, or exclude it from the wider one.
`},
	{"FALCOC_REDEFINED", "Definition replaced by another one", `
A rule, macro or list is defined again, and the new definition replaces the old one
as a whole. A copy made from an older release then hides what newer ones improve.
Change only what differs:

    - list: shell_binaries
      items: [fish]
      override: {items: append}

There is no warning about what is meant to be replaced: empty lists, macros that are
never true, names that begin with user_, consider_ or allowed_.
`},
	{"FALCOC_PRECEDENCE", "Appended condition that binds too tightly", `
Conditions are appended as text. Where the first one has an or outside parentheses,
an appended and belongs to its last operand only.

    condition: proc.name = a or proc.name = b
    and user.uid = 0 appended: proc.name = a or (proc.name = b and user.uid = 0)

Put parentheses around the condition where it is defined, or replace it. Either
changes what the rule matches, so --fix leaves it to you; the JSON formats carry the
parentheses as a guess for editors.
`},
	{"FALCOC_UNFILLED_FIELD", "Field that the events never have", `
The field has no value on any event type that gets there. A comparison of it is never
true, in an output it prints <NA>.

    evt.type = open and fs.path.target exists       # one path: fs.path.name
    evt.type = execve and fd.name startswith /tmp   # no descriptor: proc.exepath
    evt.type = openat and fd.sip = 10.0.0.1         # a file is no socket
    output: "%evt.arg.filename" of openat           # its parameter is called name

The catalogue says which events have a descriptor, a result, data, and which parameters.
`},
	{"FALCOC_MISSING_LIST", "Value that looks like a list's name", `
A name that is no list's is a value, without an error. This one looks like a list:
it is perhaps misspelled, or defined in a file that is not loaded, or further down.
Put it in quotes when it is a value.

    proc.name in (shell_binaries)   # compares with the text "shell_binaries"
`},
	{"FALCOC_REGEX", "Slow regular expression", `
The pattern takes long to match, or says what a plain operator says faster. The whole
text is matched, so .* is needed around what may stand anywhere: contains is faster.

    proc.name regex "(nc|ncat)"    # proc.name in (nc, ncat)
    proc.args regex (a+)+b       # a repetition of a repetition
`},
	{"FALCOC_NA", "Comparison with the text <NA>", `
Outputs print <NA> where a value is missing, but conditions do not see this text: any
comparison with a missing field is false.

    proc.pname != <NA>     # true whenever there is a parent
    proc.pname exists      # says so
`},
	{"FALCOC_TAG", "Tag that is not what it should be", `
The tag looks like an id or a tactic of ATT&CK, or a maturity, and is none. Tags are
free text, but rules are selected by them.

    T1059.004, TA0002, mitre_execution, maturity_stable
`},
	{"FALCOC_UNLOADED_SOURCE", "Mistake in a rule of a source that is not loaded", `
The rule is about a source of events that is not there, so Falco skips it unseen and it
is not compiled. What can be seen is wrong nevertheless: the condition does not parse,
it names a macro that does not exist, or it asks for a field, an operator or a value that
the source's plugin would refuse. The fields of k8s_audit and aws_cloudtrail are known;
of other sources it is known that they lack those of system calls.

    source: k8s_audit
    condition: ka.verb = create and proc.name = kubectl   # ka.user.name
`},
	{"FALCOC_OLD_FIELD", "Field that is never there any more", `
The field is kept so that old rules load, and has no value. A comparison of it is
never true. The fields of a pod, its name, namespace, labels and uid, are there.
`},
	{"FALCOC_STYLE_NAME", "Name in another style", `
The name of a rule, a macro or a list does not look like the others. Rules have
names for people, which begin with a capital letter and do not end with a dot;
macros and lists have names in lower case with underscores.

    - rule: Account secrets read
    - macro: open_read
    - list: shell_programs

falcoc lint says this. Its configuration can have other patterns.
`},
	{"FALCOC_STYLE_DESC", "Description that says nothing", `
The description is very short or repeats the rule's name. Whoever gets the alert
reads it: say what happened, and why somebody should care.

    desc: Shell            # too little
    desc: A web server started a shell, as after the exploit of a hole.

falcoc lint says this.
`},
	{"FALCOC_STYLE_TAGS", "Rule without tags", `
The rule has no tags. Rules are enabled and disabled by their tags, and alerts are
grouped by them.

    tags: [host, container, process, mitre_execution, T1059]

falcoc lint says this.
`},
	{"FALCOC_STYLE_ATTACK", "Rule without an ATT&CK tactic and technique", `
The rule's tags name no tactic (mitre_...) or no technique (T1234, T1234.567) of
MITRE ATT&CK, by which teams see what they cover.

    tags: [host, mitre_persistence, T1543.002]

falcoc lint says this. Turn it off where ATT&CK is not used.
`},
	{"FALCOC_STYLE_OUTPUT", "Output that leaves out who did it", `
The output does not tell which program or which user it was. An alert is read
later and elsewhere; what it does not say is often lost.

    output: A file was read (file=%fd.name)                     # by whom?
    output: A file was read (file=%fd.name command=%proc.cmdline user=%user.name)

falcoc lint says this. Its configuration names the fields.
`},
	{"FALCOC_STYLE_WORDS", "Output without words", `
The output begins with a field. Say what happened first, so that a list of alerts
can be read.

    output: "%proc.name opened %fd.name"              # what is this about?
    output: Secrets were read (file=%fd.name program=%proc.name)

falcoc lint says this.
`},
}

namespace Workshop.Labs.Running;

internal sealed class BashLanguage : ShellLanguage
{
    internal override string[] Programs => ["bash"];

    internal override string[] Arguments => ["--noprofile", "--norc"];

    internal override string Extension => ".sh";

    // Remembers the first command of a block that failed: a block of five lines must not hide the second one's failure behind the fifth's success.
    internal override string Prologue => """
        set +e
        exec 2>&1
        trap '__code=$?; [ -n "$__failed" ] || __failed="$__code from: $BASH_COMMAND"' ERR

        """;

    internal override string EndJobs => "__jobs=$(jobs -p); [ -z \"$__jobs\" ] || { kill $__jobs; wait $__jobs; }; true";

    // Not by standard input: a command that reads it would swallow the lines after its own.
    internal override string Run(string file, string mark) => $"__failed=; . '{file}' </dev/null; printf '\\n%s %d %s\\n' {mark} \"$?\" \"$__failed\"";
}

using System.CommandLine;

namespace Workshop.Labs.Commands;

/// <summary>Which cluster: the same for every command.</summary>
internal sealed class CommonOptions
{
    public Option<string?> Kubeconfig { get; } = new("--kubeconfig")
    {
        Description = "The kubeconfig to use. Default: KUBECONFIG, else the workshop's own, else kubectl's.",
        HelpName = "FILE",
        Recursive = true,
    };

    public Option<string?> Context { get; } = new("--context")
    {
        Description = "Its context, of any cluster. Default: 'labs' where there is one, else the current one.",
        HelpName = "NAME",
        Recursive = true,
    };

    public Option<string?> Namespace { get; } = new("--namespace", "-n")
    {
        Description = "Where your objects are. Default: the context's.",
        HelpName = "NAME",
        Recursive = true,
    };

    public LabContext Of(ParseResult parsed) => LabContext.Of(parsed.GetValue(Kubeconfig), parsed.GetValue(Context), parsed.GetValue(Namespace));

    /// <summary>The lab that a command is about, completed by what there is.</summary>
    public static Argument<string> LabNumber()
    {
        var number = new Argument<string>("N") { Description = "The lab's number, such as 4.", HelpName = "N" };
        number.CompletionSources.Add(_ => Course.Labs.Select(lab => new System.CommandLine.Completions.CompletionItem(lab.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), detail: lab.Name)));
        return number;
    }
}

using System.Text.RegularExpressions;

namespace Workshop.AppHost.Tests.Signatures;

/// <summary>The signatures read off Aspire.Hosting.Kubernetes 13.5.2: members by the name of their type, in one form with <see cref="SignatureText"/>.</summary>
internal static partial class RecordedSignatures
{
    public static Dictionary<string, HashSet<string>> Read()
    {
        var types = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Recorded"), "*.txt"))
        {
            var members = new HashSet<string>();
            foreach (var line in File.ReadLines(file).Select(line => line.TrimEnd()))
            {
                if (Head().Match(line) is { Success: true } head)
                {
                    var name = head.Groups[1].Value;
                    members = types.TryGetValue(name, out var known) ? known : types[name] = [];
                }
                else if (line.StartsWith("    ", StringComparison.Ordinal) && !line.TrimStart().StartsWith('['))
                {
                    members.Add(Normal(line.Trim()));
                }
            }
        }

        return types;
    }

    /// <summary>Without what reflection cannot tell or what says nothing of a call: modifiers, nullability, constraints, remarks.</summary>
    public static string Normal(string line)
    {
        line = Remark().Replace(line, "");
        line = Constraint().Replace(line, ";");
        line = Modifier().Replace(line, "");
        line = Qualifier().Replace(line, "");
        return line.Replace("?", "", StringComparison.Ordinal).TrimEnd(',', ';', ' ');
    }

    [GeneratedRegex(@"^public (?:sealed |static |abstract |readonly |ref )*(?:class|interface|enum|struct|record) ([\w.]+)")]
    private static partial Regex Head();

    [GeneratedRegex(@"\s*//.*$")]
    private static partial Regex Remark();

    [GeneratedRegex(@" where .*;$")]
    private static partial Regex Constraint();

    [GeneratedRegex(@"\b(?:public|protected|static|virtual|override|abstract|sealed|required|readonly|extern|async|new|this|params|in|out|ref) ")]
    private static partial Regex Modifier();

    [GeneratedRegex(@"\b(?:\w+\.)+(?=[A-Z]\w*[\s<>,\[)(]|[A-Z]\w*$)")]
    private static partial Regex Qualifier();
}

using System.Text;

namespace Workshop.Cluster.Nodes.Containers;

/// <summary>Kubernetes' <c>$(NAME)</c>: replaced if the name is known, left as it stands if not; <c>$$</c> is a plain dollar.</summary>
internal static class VariableExpansion
{
    public static string Expand(string text, IReadOnlyDictionary<string, string> variables)
    {
        if (!text.Contains('$'))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '$' || at + 1 == text.Length)
            {
                result.Append(text[at]);
                continue;
            }

            at++;
            var end = text[at] == '(' ? text.IndexOf(')', at) : -1;
            if (end > 0)
            {
                var name = text[(at + 1)..end];
                result.Append(variables.TryGetValue(name, out var value) ? value : $"$({name})");
                at = end;
            }
            else if (text[at] == '$')
            {
                result.Append('$');
            }
            else
            {
                result.Append('$').Append(text[at]);
            }
        }

        return result.ToString();
    }
}

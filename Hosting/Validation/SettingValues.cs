using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Validation;

/// <summary>
/// Values that cannot stand where the model puts them: in a list of settings (<c>host:6379,password=VALUE</c>) nothing can be quoted, so that a separator in a value ends it,
/// and blanks at its ends are lost; in a URI much means something else. Said before anything is written or started.
/// </summary>
internal static class SettingValues
{
    /// <param name="values">The parameters' values by name; those that are not in it are not looked at.</param>
    /// <exception cref="DistributedApplicationException">Some cannot: each is named.</exception>
    public static void Demand(ApplicationModel model, IReadOnlyDictionary<string, string> values)
    {
        var lines =
            from workload in model.Workloads.Concat(model.Neighbours)
            from variable in workload.Environment
            from trouble in Check(variable.Value, values)
            select $"Parameter '{trouble.Parameter}': its value {trouble.Reason} in variable '{variable.Name}' of '{workload.Name}'. Give it another value (Parameters__{trouble.Parameter.Replace('-', '_')}).";
        if (lines.Distinct().ToList() is { Count: > 0 } found)
        {
            throw new DistributedApplicationException(string.Join(Environment.NewLine, found));
        }
    }

    private static IEnumerable<(string Parameter, string Reason)> Check(TextExpression expression, IReadOnlyDictionary<string, string> values)
    {
        var literal = string.Concat(expression.Parts.OfType<string>());
        for (var i = 1; i < expression.Parts.Count; i++)
        {
            if (expression.Parts[i] is QuotedParameter { Quoting: Quoting.Uri, Parameter: var inUri })
            {
                // Nobody encodes it when a container starts: it must need no encoding.
                if (values.TryGetValue(inUri.Name, out var text) && QuotedParameter.Quote(text, Quoting.Uri) != text)
                {
                    yield return (inUri.Name, "has characters that a URI does not take as they are (letters, digits, '-', '.', '_' and '~' are taken)");
                }

                continue;
            }

            if (expression.Parts[i] is not ParameterResource parameter
                || expression.Parts[i - 1] is not string before || !before.EndsWith('=')
                || !values.TryGetValue(parameter.Name, out var value))
            {
                continue;
            }

            if (",;".FirstOrDefault(separator => literal.Contains(separator, StringComparison.Ordinal) && value.Contains(separator, StringComparison.Ordinal)) is var found and not '\0')
            {
                yield return (parameter.Name, $"has a '{found}', which would end the setting");
            }
            else if (value.Trim() != value)
            {
                yield return (parameter.Name, "has a blank or an end of line at an end, which would be lost");
            }
        }
    }
}

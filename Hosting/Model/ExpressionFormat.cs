using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Model;

/// <summary>Reads the format of one of Aspire's expressions: <c>{0}:{1}</c>, with braces of its own doubled, the way of string.Format.</summary>
internal static class ExpressionFormat
{
    /// <returns>In order: a text, or a value with the format that it is to have (null: none).</returns>
    public static IEnumerable<(string? Text, IValueProvider? Value, string? Format)> Split(ReferenceExpression expression)
    {
        var format = expression.Format;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] is '{' or '}' && i + 1 < format.Length && format[i + 1] == format[i])
            {
                yield return (format[i++].ToString(), null, null);
            }
            else if (format[i] == '{')
            {
                var end = format.IndexOf('}', i);
                var index = int.Parse(format[(i + 1)..end].Split(':', ',')[0], CultureInfo.InvariantCulture);
                yield return (null, expression.ValueProviders[index], expression.StringFormats?.ElementAtOrDefault(index));
                i = end;
            }
            else
            {
                yield return (format[i].ToString(), null, null);
            }
        }
    }
}

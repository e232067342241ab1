using System.Globalization;
using System.Net;
using System.Text;

namespace Workshop.Labs.Reporting;

/// <summary>A page of HTML that needs nothing beside it, light or dark as its reader's machine is.</summary>
internal static class HtmlPage
{
    private const string End = "</body>\n</html>\n";

    /// <param name="title">Trusted text.</param>
    /// <param name="style">Rules of CSS beyond those of every page; trusted.</param>
    /// <param name="meta">Further elements of the head, a line each; trusted.</param>
    public static StringBuilder Begin(string title, string style, params IEnumerable<string> meta) => new(
        $$"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        {{string.Concat(meta.Select(line => line + "\n"))}}<title>{{title}}</title>
        <style>
        :root { color-scheme: light dark; --line: #8884; --good: #1a7f37; }
        @media (prefers-color-scheme: dark) { :root { --good: #4ac26b; } }
        {{style}}
        th, td { text-align: left; padding: .2rem .6rem; border-bottom: 1px solid var(--line); }
        </style>
        </head>
        <body>
        """);

    public static string Finish(StringBuilder page) => page.Append(End).ToString();

    /// <summary>To the minute, in UTC.</summary>
    public static string Minute(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    public static string Text(string text) => WebUtility.HtmlEncode(text);
}

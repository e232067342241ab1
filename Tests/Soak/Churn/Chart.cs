using System.Globalization;
using System.Net;
using System.Text;

namespace Workshop.Soak.Tests.Churn;

/// <summary>Courses as one SVG: a band each, drawn from zero, with its greatest value and its growth.</summary>
internal static class Chart
{
    private const int Width = 900;
    private const int Band = 90;
    private const int Margin = 260;

    public static string Draw(IReadOnlyList<Course> courses)
    {
        var svg = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width + Margin}\" height=\"{courses.Count * Band}\" font-family=\"sans-serif\" font-size=\"12\">\n"));
        foreach (var (course, i) in courses.Select((course, i) => (course, i)))
        {
            var most = Math.Max(course.Values.DefaultIfEmpty().Max(), 1);
            var (top, bottom) = ((i * Band) + 10, ((i + 1) * Band) - 5);
            var points = course.Values.Select((value, x) => string.Create(
                CultureInfo.InvariantCulture, $"{Margin + (x * (double)Width / Math.Max(course.Values.Count - 1, 1)):0.#},{bottom - (value / most * (bottom - top)):0.#}"));
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"5\" y=\"{top + 15}\">{WebUtility.HtmlEncode(course.Name)}</text>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"5\" y=\"{top + 32}\" fill=\"#666\">most {most:0}, grown {course.Growth:P1}</text>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Margin}\" y1=\"{bottom}\" x2=\"{Margin + Width}\" y2=\"{bottom}\" stroke=\"#ccc\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"#326ce5\" stroke-width=\"1.5\" points=\"{string.Join(' ', points)}\"/>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }
}

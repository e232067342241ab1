using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Workshop.Cluster.Objects;

/// <summary>Reads YAML that strangers wrote into trees that are not too deep to walk: whoever builds or walks one calls itself once a level.</summary>
public static class YamlDocuments
{
    /// <exception cref="YamlException">It is no YAML, or nested too deep.</exception>
    public static IList<YamlDocument> Read(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new ShallowParser(new Parser(new StringReader(text))));
            return stream.Documents;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // The parser stumbles over some of what it should refuse.
            throw new YamlException(e.Message, e);
        }
    }

    private sealed class ShallowParser(IParser inner) : IParser
    {
        // The stream and the document are levels, too.
        private const int Most = JsonText.DepthLimit + 2;

        private int _depth;

        public ParsingEvent? Current => inner.Current;

        public bool MoveNext()
        {
            if (!inner.MoveNext())
            {
                return false;
            }

            _depth += Current!.NestingIncrease;
            return _depth <= Most ? true : throw new YamlException(Current.Start, Current.End, JsonText.TooDeep);
        }
    }
}

import { useNavigate } from "react-router";
import { useQuery } from "urql";
import { caseAddress } from "../cases/address.ts";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { useSpeech } from "../texts/language.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import { placed } from "./graph.ts";
import { reuse } from "./texts.ts";
import "./graph.css";

const GraphDocument = graphql(`
  query ReuseGraph($id: ID!) {
    case(id: $id) {
      id
      reuseGraph(depth: 3, first: 30) {
        truncated
        nodes {
          key
          name
          caseId
          lead {
            name
          }
        }
        edges {
          id
          reuser
          source
          degree
        }
      }
    }
  }
`);

type Found = NonNullable<ResultOf<typeof GraphDocument>["case"]>["reuseGraph"];

const WIDE = 190;
const HIGH = 54;
const STEP = { across: 250, down: 72 };

/**
 * The graph of reuse as a picture: what is built on to the left. The lists beside it say the same
 * in words, with the way to each case.
 */
export function Graph({ id }: { id: string }) {
  const [{ data }] = useQuery({ query: GraphDocument, variables: { id } });
  const graph = data?.case?.reuseGraph;
  if (!graph || graph.nodes.length < 2) return null;
  return <Picture graph={graph} />;
}

function Picture({ graph }: { graph: Found }) {
  const { t } = useSpeech();
  const places = placed(
    graph.nodes.map((node) => node.key),
    graph.edges,
  );
  const leftmost = Math.min(...places.map((one) => one.column));
  const at = (key: string) => {
    const place = places.find((one) => one.key === key);
    return {
      x: ((place?.column ?? 0) - leftmost) * STEP.across,
      y: (place?.row ?? 0) * STEP.down,
    };
  };
  const width = Math.max(...places.map((one) => at(one.key).x)) + WIDE + 4;
  const height = Math.max(...places.map((one) => at(one.key).y)) + HIGH + 4;
  return (
    <figure className="reuse-graph">
      <Scrolls label={t(reuse.graphPlace)}>
        <svg
          role="img"
          aria-label={t(reuse.graph, { count: graph.nodes.length })}
          viewBox={`-2 -2 ${width} ${height}`}
          width={width}
          height={height}
        >
          {graph.edges.map((edge) => (
            <Line key={edge.id} from={at(edge.source)} to={at(edge.reuser)} degree={edge.degree} />
          ))}
          {graph.nodes.map((node, index) => (
            <Node key={node.key} node={node} {...at(node.key)} isFirst={index === 0} />
          ))}
        </svg>
      </Scrolls>
      {graph.truncated && <figcaption className="small muted">{t(reuse.truncated)}</figcaption>}
    </figure>
  );
}

interface Point {
  x: number;
  y: number;
}

interface LineProps {
  from: Point;
  to: Point;
  degree: string;
}

function Line({ from, to, degree }: LineProps) {
  const [x1, y1, x2, y2] = [from.x + WIDE, from.y + HIGH / 2, to.x, to.y + HIGH / 2];
  const middle = (x1 + x2) / 2;
  const used = degree === "IN_USE" || degree === "JOINT_OPERATION";
  return (
    <path
      d={`M${x1} ${y1} C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`}
      className={used ? "reuse-line reuse-line--used" : "reuse-line"}
    />
  );
}

interface NodeProps extends Point {
  node: Found["nodes"][number];
  isFirst: boolean;
}

/** Characters that a box has room for. */
const ROOM = 24;

function Node({ node, x, y, isFirst }: NodeProps) {
  const { t } = useSpeech();
  const go = useNavigate();
  const cut = (text: string) => (text.length > ROOM ? `${text.slice(0, ROOM - 1)}…` : text);
  const { caseId } = node;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the list beside the picture has the links.
    <g
      className={isFirst ? "reuse-node reuse-node--first" : "reuse-node"}
      onClick={caseId && !isFirst ? () => go(caseAddress(caseId)) : undefined}
    >
      <rect x={x} y={y} width={WIDE} height={HIGH} rx={6} />
      <text x={x + 10} y={y + 22} className="reuse-node-name">
        {cut(node.name ?? t(reuse.gone))}
      </text>
      <text x={x + 10} y={y + 42}>
        {cut(node.lead?.name ?? "")}
      </text>
    </g>
  );
}

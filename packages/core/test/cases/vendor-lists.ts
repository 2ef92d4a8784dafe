/** One list for both directions, so that some of it is wrong in each. */
const tus: readonly string[] = [
  'Authorization',
  'Content-Type',
  'Location',
  'Tus-Extension',
  'Tus-Max-Size',
  'Tus-Resumable',
  'Tus-Version',
  'Upload-Concat',
  'Upload-Defer-Length',
  'Upload-Length',
  'Upload-Metadata',
  'Upload-Offset',
  'X-HTTP-Method-Override',
  'X-Requested-With',
  'X-Forwarded-Host',
  'X-Forwarded-Proto',
  'Forwarded',
];

/** Lists of headers as vendors publish them: people take them whole. */
export const vendorLists: readonly {
  readonly vendor: string;
  readonly allowedHeaders: readonly string[];
  readonly exposedHeaders: readonly string[];
}[] = [
  {
    vendor: 'ConnectRPC: cors of @connectrpc/connect 2',
    allowedHeaders: [
      'Content-Type',
      'Connect-Protocol-Version',
      'Connect-Timeout-Ms',
      'Connect-Accept-Encoding',
      'Connect-Content-Encoding',
      'Accept-Encoding',
      'Content-Encoding',
      'Grpc-Timeout',
      'X-Grpc-Web',
      'X-User-Agent',
    ],
    exposedHeaders: [
      'Content-Encoding',
      'Connect-Content-Encoding',
      'Grpc-Status',
      'Grpc-Message',
      'Grpc-Status-Details-Bin',
    ],
  },
  {
    vendor: 'tus: HEADERS of @tus/utils 0.7, for both',
    allowedHeaders: tus,
    exposedHeaders: tus,
  },
  {
    vendor: 'Datadog: real user monitoring',
    allowedHeaders: [
      'x-datadog-origin',
      'x-datadog-parent-id',
      'x-datadog-sampling-priority',
      'x-datadog-trace-id',
    ],
    exposedHeaders: [],
  },
  {
    vendor: 'W3C Trace Context and Baggage',
    allowedHeaders: ['traceparent', 'tracestate', 'baggage'],
    exposedHeaders: ['traceresponse'],
  },
];

// Terms that people of the field know in both languages, each Chinese one with its usual
// translation.

export interface TermPair {
  readonly zh: string
  readonly en: string
}

export const TERM_PAIRS: readonly TermPair[] = (
  '扩散模型|diffusion model,强化学习|reinforcement learning,图神经网络|graph neural network,知识蒸馏|knowledge distillation,联邦学习|federated learning,' +
  '对比学习|contrastive learning,迁移学习|transfer learning,元学习|meta-learning,持续学习|continual learning,自监督|self-supervised,' +
  '半监督|semi-supervised,无监督|unsupervised,注意力机制|attention mechanism,卷积神经网络|convolutional neural network,生成对抗网络|generative adversarial network,' +
  '变分自编码器|variational autoencoder,自编码器|autoencoder,思维链|chain-of-thought,检索增强生成|retrieval-augmented generation,提示工程|prompt engineering,' +
  '目标检测|object detection,语义分割|semantic segmentation,实例分割|instance segmentation,图像分类|image classification,图像生成|image generation,' +
  '视频生成|video generation,文本到图像|text-to-image,超分辨率|super-resolution,去噪|denoising,姿态估计|pose estimation,' +
  '深度估计|depth estimation,点云|point cloud,三维重建|3d reconstruction,光流|optical flow,人脸识别|face recognition,' +
  '行人重识别|person re-identification,异常检测|anomaly detection,时间序列|time series,推荐系统|recommender system,知识图谱|knowledge graph,' +
  '机器翻译|machine translation,语音识别|speech recognition,语音合成|speech synthesis,情感分析|sentiment analysis,命名实体识别|named entity recognition,' +
  '问答|question answering,摘要|summarization,文本分类|text classification,代码生成|code generation,自动驾驶|autonomous driving,' +
  '机器人|robot,机械臂|robotic arm,路径规划|path planning,运动规划|motion planning,轨迹预测|trajectory prediction,' +
  '不确定性|uncertainty,可解释性|interpretability,公平性|fairness,隐私|privacy,鲁棒性|robustness,' +
  '对抗攻击|adversarial attack,后门攻击|backdoor attack,越狱|jailbreak,幻觉|hallucination,对齐|alignment,' +
  '量化|quantization,剪枝|pruning,低秩|low-rank,微调|fine-tuning,预训练|pre-training,' +
  '上下文学习|in-context learning,指令微调|instruction tuning,专家混合|mixture of experts,长上下文|long context,推测解码|speculative decoding,' +
  '贝叶斯|bayesian,高斯过程|gaussian process,马尔可夫|markov,最优传输|optimal transport,梯度下降|gradient descent,' +
  '组合优化|combinatorial optimization,进化算法|evolutionary algorithm,神经架构搜索|neural architecture search,主动学习|active learning,课程学习|curriculum learning,' +
  '因果推断|causal inference,反事实|counterfactual,偏微分方程|partial differential equation,分子动力学|molecular dynamics,药物发现|drug discovery,' +
  '蛋白质|protein,基因组|genome,医学影像|medical image,电子健康记录|electronic health record,脑电图|eeg,' +
  '肿瘤|tumor,超声|ultrasound,心电图|electrocardiogram,遥感|remote sensing,卫星图像|satellite image,' +
  '气候|climate,天气预报|weather forecasting,交通|traffic,智能体|agent,多智能体|multi-agent,' +
  '世界模型|world model,具身|embodied,模仿学习|imitation learning,离线强化学习|offline reinforcement learning,奖励模型|reward model,' +
  '脉冲神经网络|spiking neural network,类脑|neuromorphic,量子计算|quantum computing,区块链|blockchain,边缘计算|edge computing,' +
  '多模态|multimodal,视觉语言模型|vision-language model,跨模态|cross-modal,零样本|zero-shot,少样本|few-shot,' +
  '长尾|long-tailed,类别不平衡|class imbalance,域适应|domain adaptation,域泛化|domain generalization,数据增强|data augmentation,' +
  '合成数据|synthetic data,基准|benchmark,数据集|dataset,众包|crowdsourcing,水印|watermark,' +
  '深度伪造|deepfake,虚假信息|misinformation,仇恨言论|hate speech,数学推理|mathematical reasoning,定理证明|theorem proving,' +
  '手语|sign language,音乐|music,说话人|speaker,语音增强|speech enhancement,字幕|caption,' +
  '手写|handwriting,表格|table,文档|document,场景图|scene graph,神经辐射场|neural radiance field,' +
  '高斯泼溅|gaussian splatting,触觉|tactile,抓取|grasping,双足|bipedal,四足机器人|quadruped robot,' +
  '视频理解|video understanding,动作识别|action recognition,跟踪|tracking,事件相机|event camera,激光雷达|lidar,' +
  '稀疏|sparse,嵌入|embedding,聚类|clustering,降维|dimensionality reduction,特征选择|feature selection,' +
  '机器遗忘|machine unlearning,教育|education,法律|legal,金融|financial,股票|stock'
)
  .split(',')
  .map((line) => {
    const [zh = '', en = ''] = line.split('|')
    return { zh, en }
  })

/** Different words for one thing, in both languages. */
export const SYNONYMS: readonly (readonly string[])[] = (
  '大模型|大语言模型|LLM,多模态大模型|MLLM|多模态大语言模型,卷积神经网络|CNN,图神经网络|GNN,生成对抗网络|GAN,循环神经网络|RNN,强化学习|RL,' +
  '检索增强生成|RAG,思维链|CoT,人工智能|AI,自然语言处理|NLP,视觉语言模型|VLM,具身智能|具身人工智能,智能体|代理|agent,' +
  '提示词|提示|prompt,嵌入|向量表示|embedding,鲁棒性|稳健性|健壮性,基准|基准测试|benchmark,数据集|语料库|dataset,专家混合|混合专家|MoE,' +
  '参数高效微调|PEFT,低秩适配|LoRA,人类反馈强化学习|RLHF,神经辐射场|NeRF,高斯泼溅|高斯溅射|3DGS,自动语音识别|ASR|语音识别,文本转语音|TTS|语音合成,' +
  '核磁共振|磁共振成像|MRI,计算机断层扫描|CT,脑电图|EEG|脑电,无人机|UAV|无人飞行器,虚拟现实|VR,增强现实|AR,同步定位与建图|SLAM,' +
  '命名实体识别|NER,光学字符识别|OCR,知识图谱|KG,物联网|IoT,脉冲神经网络|SNN,变换器|Transformer,幻觉|hallucination,越狱|jailbreak,激光雷达|LiDAR'
)
  .split(',')
  .map((line) => line.split('|'))

/** Words of the mainland → of Taiwan. */
export const TAIWAN_WORDS: ReadonlyMap<string, string> = new Map(
  (
    '数据集|資料集,模块|模組,发布|釋出,网络|網路,算法|演算法,优化|最佳化,信息|資訊,视频|影片,图像|影像,软件|軟體,硬件|硬體,程序|程式,代码|程式碼,质量|品質,' +
    '用户|使用者,并行|平行,人工智能|人工智慧,内存|記憶體,接口|介面,支持|支援,实时|即時,数据|資料,信号|訊號,语义|語意,采样|取樣,检测|偵測,目标检测|物件偵測,' +
    '像素|畫素,社区|社群,变量|變數,函数|函式,服务器|伺服器,分辨率|解析度,带宽|頻寬,芯片|晶片,文件|檔案,传感器|感測器,反馈|回饋,仿真|模擬,激光|雷射,移动|行動,' +
    '全局|全域,局部|區域性,开源|開放原始碼,智能|智慧,计算机|電腦,循环|迴圈,对象|物件,操作系统|作業系統,数字|數位,设备|裝置,搜索|搜尋,交互|互動,屏幕|螢幕,向量|向量,机器人|機器人'
  )
    .split(',')
    .map((line) => line.split('|') as [string, string])
    .filter(([own, other]) => own !== other),
)
